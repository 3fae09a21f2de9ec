import { open } from "node:fs/promises";
import { readAt } from "../../util/dump-file.ts";
import { type ReadElf, readElf, readNotes } from "./elf.ts";

/** NT_GNU_BUILD_ID. https://fedoraproject.org/wiki/Releases/FeatureBuildId */
const buildIdNote = 3;

/** The GNU build id of a program or library; undefined for one without, or that cannot be read. */
export async function readBuildId(read: ReadElf): Promise<string | undefined> {
  const elf = await readElf(read).catch(() => undefined);
  if (elf === undefined) return undefined;
  const notes = await readNotes(elf, read);
  const note = notes.find(({ name, type }) => name === "GNU" && type === buildIdNote);
  return note?.bytes.toString("hex");
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
