import type { FileHandle } from "node:fs/promises";
import { badDump, type DumpSize, openDumpFile, readAt } from "../../util/dump-file.ts";
import type { MappedRange } from "../code/modules.ts";

/** What a core file tells about itself. https://man7.org/linux/man-pages/man5/core.5.html */
export interface CoreFile extends DumpSize {
  /** Files that the process had mapped, by their paths on its machine. */
  readonly files: ReadonlyMap<string, MappedRange>;
  /** The program's path on its machine; undefined when the core does not tell. */
  readonly program: string | undefined;
}

/** Notes beyond this are not the system's. */
const largestNotes = 64 * 2 ** 20;

const coreType = 4;
const noteSegment = 4;
/** Notes by type. https://github.com/torvalds/linux/blob/master/include/uapi/linux/elf.h */
const noteTypes = { auxiliaryVector: 6, files: 0x46494c45 } as const;
/** Entry of the auxiliary vector: where the program begins. */
const programEntry = 9n;

/**
 * Reads what a core file tells about itself.
 * @throws {EngineError} `badInput` or `refused` for a file that is no whole core file.
 */
export async function readCoreFile(path: string): Promise<CoreFile> {
  const file = await openDumpFile(path, "core");
  try {
    const { size } = await file.stat();
    const elf = await readHeader(file, path);
    const segments = await readSegments(file, elf);
    const notes = segments.filter(({ type }) => type === noteSegment);
    const files = new Map<string, MappedRange>();
    let entry: bigint | undefined;
    for (const { offset, byteCount } of notes) {
      for (const note of notesOf(
        await readAt(file, offset, Math.min(byteCount, largestNotes)),
        elf,
      )) {
        if (note.type === noteTypes.files) readFiles(note.bytes, elf, files);
        if (note.type === noteTypes.auxiliaryVector) entry ??= readEntry(note.bytes, elf);
      }
    }
    const holds = ({ base, end }: MappedRange) =>
      entry !== undefined && entry >= base && entry < end;
    const [program] = [...files].find(([, range]) => holds(range)) ?? [];
    return {
      files,
      program,
      byteCount: size,
      wholeByteCount: Math.max(...segments.map(({ offset, byteCount }) => offset + byteCount), 0),
    };
  } finally {
    await file.close();
  }
}

/** How an ELF file writes its numbers, and where its table of segments is. */
interface Elf {
  readonly wide: boolean;
  number(bytes: Buffer, at: number, size: 2 | 4 | 8): bigint;
  /** A number of the machine's own size. */
  word(bytes: Buffer, at: number): bigint;
  readonly table: { readonly offset: number; readonly entrySize: number; readonly count: number };
}

async function readHeader(file: FileHandle, path: string): Promise<Elf> {
  const head = await readAt(file, 0, 64);
  if (head.length < 52) throw badDump(path, "is cut off within its first bytes");
  const wide = head[4] === 2;
  const bigEndian = head[5] === 2;
  const number = (bytes: Buffer, at: number, size: 2 | 4 | 8): bigint => {
    if (size === 2) return BigInt(bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
    if (size === 4) return BigInt(bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
    return bigEndian ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at);
  };
  const word = (bytes: Buffer, at: number) => number(bytes, at, wide ? 8 : 4);
  if (number(head, 16, 2) !== BigInt(coreType)) {
    throw badDump(
      path,
      'is a program or a library and no core file: it belongs into "program", and the core file into "dumpFile"',
    );
  }
  const table = {
    offset: Number(word(head, wide ? 32 : 28)),
    entrySize: Number(number(head, wide ? 54 : 42, 2)),
    count: Number(number(head, wide ? 56 : 44, 2)),
  };
  return { wide, number, word, table };
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly byteCount: number;
}

async function readSegments(file: FileHandle, elf: Elf): Promise<Segment[]> {
  const { offset, entrySize, count } = elf.table;
  const bytes = await readAt(file, offset, entrySize * count);
  return Array.from({ length: Math.floor(bytes.length / Math.max(entrySize, 32)) }, (_, index) => {
    const at = index * entrySize;
    return {
      type: Number(elf.number(bytes, at, 4)),
      offset: Number(elf.word(bytes, at + (elf.wide ? 8 : 4))),
      byteCount: Number(elf.word(bytes, at + (elf.wide ? 32 : 16))),
    };
  });
}

/** The notes of a segment: sizes of name and contents, type, name, contents; each padded to 4 bytes. */
function* notesOf(bytes: Buffer, elf: Elf): Generator<{ type: number; bytes: Buffer }> {
  const padded = (size: bigint) => Math.ceil(Number(size) / 4) * 4;
  for (let at = 0; at + 12 <= bytes.length; ) {
    const start = at + 12 + padded(elf.number(bytes, at, 4));
    const size = elf.number(bytes, at + 4, 4);
    yield {
      type: Number(elf.number(bytes, at + 8, 4)),
      bytes: bytes.subarray(start, start + Number(size)),
    };
    at = start + padded(size);
  }
}

/** Count and page size, three numbers for every mapping, then the names; all mappings of a file as one. */
function readFiles(bytes: Buffer, { wide, word }: Elf, files: Map<string, MappedRange>): void {
  const size = wide ? 8 : 4;
  if (bytes.length < 2 * size) return;
  const count = Number(word(bytes, 0));
  const names = bytes
    .subarray(size * (2 + 3 * count))
    .toString("utf8")
    .split("\0");
  if (names.length < count) return;
  for (let index = 0; index < count; index++) {
    const at = size * (2 + 3 * index);
    // What the system says of a file that was replaced while it ran.
    const name = (names[index] ?? "").replace(/ \(deleted\)$/, "");
    const base = files.get(name)?.base ?? word(bytes, at);
    files.set(name, { base, end: word(bytes, at + size) });
  }
}

/** The vector is pairs of a key and a value. */
function readEntry(bytes: Buffer, { wide, word }: Elf): bigint | undefined {
  const size = wide ? 8 : 4;
  for (let at = 0; at + 2 * size <= bytes.length; at += 2 * size) {
    if (word(bytes, at) === programEntry) return word(bytes, at + size);
  }
  return undefined;
}
