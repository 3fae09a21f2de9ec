import { open } from "node:fs/promises";
import { readAt } from "../../util/dump-file.ts";
import { buildIdAmong, type ReadElf, readElf, readNotes } from "../code/elf.ts";

/** The GNU build id of a program or library; undefined for one without, or that cannot be read. */
export async function readBuildId(read: ReadElf): Promise<string | undefined> {
  const elf = await readElf(read).catch(() => undefined);
  if (elf === undefined) return undefined;
  return buildIdAmong(await readNotes(elf, read));
}

/** The GNU build id of a file. */
export async function buildIdOf(path: string): Promise<string | undefined> {
  const file = await open(path, "r");
  try {
    return await readBuildId((offset, byteCount) => readAt(file, offset, byteCount));
  } finally {
    await file.close();
  }
}
