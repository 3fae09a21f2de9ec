import { badDump, type DumpSize, openDumpFile, readAt } from "../../util/dump-file.ts";
import { type Elf, elfTypes, type ReadElf, readElf, readNotes, segmentTypes } from "../code/elf.ts";
import type { MappedRange } from "../code/modules.ts";
import { readBuildId } from "./build-id.ts";

/** What a core file tells about itself. https://man7.org/linux/man-pages/man5/core.5.html */
export interface CoreFile extends DumpSize {
  /** Files that the process had mapped, by their paths on its machine. */
  readonly files: ReadonlyMap<string, MappedRange>;
  /** The program's path on its machine; undefined when the core does not tell. */
  readonly program: string | undefined;
  /** The program's GNU build id, where its first page is in the core. */
  readonly buildId: string | undefined;
}

/** Notes by type. https://github.com/torvalds/linux/blob/master/include/uapi/linux/elf.h */
const noteTypes = { auxiliaryVector: 6, files: 0x46494c45 } as const;
/** Entry of the auxiliary vector: where the program begins. */
const programEntry = 9n;

/**
 * Reads what a core file tells about itself.
 * @throws {EngineError} `badInput` or `refused` for a file that is no core file.
 */
export async function readCoreFile(path: string): Promise<CoreFile> {
  const file = await openDumpFile(path, "core");
  try {
    const read: ReadElf = (offset, byteCount) => readAt(file, offset, byteCount);
    const elf = await readElf(read);
    if (elf === undefined) throw badDump(path, "is cut off within its first bytes");
    if (elf.type !== elfTypes.core) {
      throw badDump(
        path,
        'is a program or a library and no core file: it belongs into "program", and the core file into "dumpFile"',
      );
    }
    const notes = await readNotes(elf, read);
    const contentsOf = (type: number) => notes.find((note) => note.type === type)?.bytes;
    const files = filesIn(contentsOf(noteTypes.files), elf);
    const entry = entryIn(contentsOf(noteTypes.auxiliaryVector), elf);
    const [program, range] =
      [...files].find(([, { base, end }]) => entry !== undefined && entry >= base && entry < end) ??
      [];
    const ends = elf.segments.map(({ offset, byteCount }) => offset + byteCount);
    return {
      files,
      program,
      buildId: range && (await readBuildId(readingFrom(range.base, elf, read))),
      byteCount: (await file.stat()).size,
      wholeByteCount: Math.max(...ends, 0),
    };
  } finally {
    await file.close();
  }
}

/** Reads a file as the process had it mapped: as far as the core has the memory of its beginning. */
function readingFrom(base: bigint, { segments }: Elf, read: ReadElf): ReadElf {
  const segment = segments.find(
    ({ type, address }) => type === segmentTypes.load && address === base,
  );
  return async (offset, byteCount) => {
    const there = Math.max(0, (segment?.byteCount ?? 0) - offset);
    if (segment === undefined || there === 0) return Buffer.alloc(0);
    return read(segment.offset + offset, Math.min(byteCount, there));
  };
}

/** Count and page size, three numbers for every mapping, then the names; all mappings of a file as one. */
function filesIn(
  bytes: Buffer | undefined,
  { wordSize: size, word }: Elf,
): Map<string, MappedRange> {
  const files = new Map<string, MappedRange>();
  if (bytes === undefined || bytes.length < 2 * size) return files;
  const count = Number(word(bytes, 0));
  const names = bytes
    .subarray(size * (2 + 3 * count))
    .toString("utf8")
    .split("\0");
  if (names.length < count) return files;
  for (let index = 0; index < count; index++) {
    const at = size * (2 + 3 * index);
    // What the system says of a file that was replaced while it ran.
    const name = (names[index] ?? "").replace(/ \(deleted\)$/, "");
    const base = files.get(name)?.base ?? word(bytes, at);
    files.set(name, { base, end: word(bytes, at + size) });
  }
  return files;
}

/** The vector is pairs of a key and a value. */
function entryIn(bytes: Buffer | undefined, { wordSize: size, word }: Elf): bigint | undefined {
  for (let at = 0; bytes !== undefined && at + 2 * size <= bytes.length; at += 2 * size) {
    if (word(bytes, at) === programEntry) return word(bytes, at + size);
  }
  return undefined;
}
