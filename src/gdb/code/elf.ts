/** Reads bytes of an ELF file by their place in it; fewer where it ends. */
export type ReadElf = (offset: number, byteCount: number) => Promise<Buffer>;

/** Reads a number as an ELF file writes it. */
export type ReadNumber = (bytes: Buffer, at: number, size: 2 | 4 | 8) => bigint;

/** The head of an ELF file: how it writes its numbers, and where its parts are. */
export interface Elf {
  /** One of `elfTypes`, or something else. */
  readonly type: number;
  readonly segments: readonly Segment[];
  /** Bytes of a number of the machine's own size. */
  readonly wordSize: 4 | 8;
  readonly number: ReadNumber;
  /** A number of the machine's own size. */
  word(bytes: Buffer, at: number): bigint;
}

/** A part of an ELF file, or of a core file. */
export interface Segment {
  /** One of `segmentTypes`, or something else. */
  readonly type: number;
  readonly offset: number;
  readonly address: bigint;
  /** Of the file; in memory it may be longer. */
  readonly byteCount: number;
}

/** A note of an ELF file. */
export interface Note {
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
}

export const elfTypes = { core: 4 } as const;
export const segmentTypes = { load: 1, note: 4 } as const;

/** NT_GNU_BUILD_ID. */
const buildIdNote = 3;
/** Notes beyond this are not the system's. */
const largestNotes = 64 * 2 ** 20;
const smallestHeader = 52;

/** Reads the head of an ELF file. @returns undefined where it is cut off. */
export async function readElf(read: ReadElf): Promise<Elf | undefined> {
  const head = await read(0, 64);
  if (head.length < smallestHeader) return undefined;
  const wide = head[4] === 2;
  const number = numberReader(head[5] === 2);
  const wordSize = wide ? 8 : 4;
  const word = (bytes: Buffer, at: number) => number(bytes, at, wordSize);
  const offset = Number(word(head, wide ? 32 : 28));
  const entrySize = Number(number(head, wide ? 54 : 42, 2));
  const count = Number(number(head, wide ? 56 : 44, 2));
  const table = await read(offset, entrySize * count);
  const there = Math.floor(table.length / Math.max(entrySize, wide ? 56 : 32));
  const segments = Array.from({ length: there }, (_, index) => {
    const at = index * entrySize;
    return {
      type: Number(number(table, at, 4)),
      offset: Number(word(table, at + (wide ? 8 : 4))),
      address: word(table, at + (wide ? 16 : 8)),
      byteCount: Number(word(table, at + (wide ? 32 : 16))),
    };
  });
  return { type: Number(number(head, 16, 2)), segments, wordSize, number, word };
}

/** How files of a kind of machine are read. */
export function numberReader(bigEndian: boolean): ReadNumber {
  return (bytes, at, size) => {
    if (size === 2) return BigInt(bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
    if (size === 4) return BigInt(bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
    return bigEndian ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at);
  };
}

/** The notes of an ELF file; those that it has, where it is cut off. */
export async function readNotes(elf: Elf, read: ReadElf): Promise<Note[]> {
  const notes: Note[] = [];
  for (const { type, offset, byteCount } of elf.segments) {
    if (type !== segmentTypes.note) continue;
    notes.push(...notesIn(await read(offset, Math.min(byteCount, largestNotes)), elf.number));
  }
  return notes;
}

/** The GNU build id among notes, in hexadecimal. https://fedoraproject.org/wiki/Releases/FeatureBuildId */
export function buildIdAmong(notes: Iterable<Note>): string | undefined {
  for (const { name, type, bytes } of notes) {
    if (name === "GNU" && type === buildIdNote) return bytes.toString("hex");
  }
  return undefined;
}

/**
 * The notes in a part of an ELF file.
 *
 * Each has the sizes of name and contents, the type, name, contents; padded to 4 bytes.
 */
export function* notesIn(bytes: Buffer, number: ReadNumber): Generator<Note> {
  const padded = (size: number) => Math.ceil(size / 4) * 4;
  for (let at = 0; at + 12 <= bytes.length; ) {
    const nameSize = Number(number(bytes, at, 4));
    const size = Number(number(bytes, at + 4, 4));
    const start = at + 12 + padded(nameSize);
    yield {
      name: bytes.toString("latin1", at + 12, at + 12 + nameSize).replace(/\0$/, ""),
      type: Number(number(bytes, at + 8, 4)),
      bytes: bytes.subarray(start, start + size),
    };
    at = start + padded(size);
  }
}
