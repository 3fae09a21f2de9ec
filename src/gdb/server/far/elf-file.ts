import { buildIdAmong, notesIn, numberReader } from "../../code/elf.ts";

/** A part of a file. */
export interface Range {
  readonly offset: number;
  readonly size: number;
}

/** A section, as its header tells. */
export interface Section extends Range {
  readonly type: number;
  readonly flags: number;
  /** Where its name begins in the section of names. */
  readonly name: number;
}

/** Where the section headers of an ELF file are. */
export interface SectionTable extends Range {
  readonly entry: number;
  /** Which section has the names of all. */
  readonly names: number;
}

/** gABI types of sections. */
const strings = 3;
/** Symbols, relocations, what the dynamic linker is told, notes, versions of symbols. */
const tables = new Set([2, 4, 6, 7, 9, 11, 0x6ffffffd, 0x6ffffffe, 0x6fffffff]);
/** The flag of sections that are in memory at run time. */
const allocated = 2;
/** Bigger tables are read when gdb asks for them. */
const maxTable = 4 << 20;

/**
 * Where the section headers of an ELF file are; undefined for other files, and for those of
 * big-endian machines, which are read without a plan.
 * @param head The first 64 bytes, in latin1.
 *
 * https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 */
export function sectionTable(head: string): SectionTable | undefined {
  const bytes = Buffer.from(head, "latin1");
  if (bytes.length < 64 || bytes.toString("latin1", 0, 4) !== "\x7fELF") return undefined;
  if (bytes[5] !== 1) return undefined;
  const wide = bytes[4] === 2;
  const offset = wide ? Number(bytes.readBigUInt64LE(0x28)) : bytes.readUInt32LE(0x20);
  const entry = bytes.readUInt16LE(wide ? 0x3a : 0x2e);
  const count = bytes.readUInt16LE(wide ? 0x3c : 0x30);
  const names = bytes.readUInt16LE(wide ? 0x3e : 0x32);
  return entry < 40 || count === 0 ? undefined : { offset, size: entry * count, entry, names };
}

/** The sections of an ELF file. @param headers The section headers, in latin1. */
export function sectionsOf(headers: string, { entry }: SectionTable): readonly Section[] {
  const bytes = Buffer.from(headers, "latin1");
  const wide = entry >= 64;
  const word = (at: number) => (wide ? Number(bytes.readBigUInt64LE(at)) : bytes.readUInt32LE(at));
  const sections: Section[] = [];
  for (let at = 0; at + entry <= bytes.length; at += entry) {
    sections.push({
      name: bytes.readUInt32LE(at),
      type: bytes.readUInt32LE(at + 4),
      flags: word(at + 8),
      offset: word(at + (wide ? 24 : 16)),
      size: word(at + (wide ? 32 : 20)),
    });
  }
  return sections;
}

/** Whether gdb reads a section as soon as it gets to know the file. */
export function isReadAtOnce({ type, flags, size }: Section): boolean {
  // Strings with other flags are those of debug information, which gdb may have an index for.
  const isNames = type === strings && (flags & ~allocated) === 0;
  return (tables.has(type) || isNames) && size <= maxTable;
}

/** The build ID in a section of notes, in hexadecimal. @param data The section, in latin1. */
export function buildIdIn(data: string): string | undefined {
  return buildIdAmong(notesIn(Buffer.from(data, "latin1"), numberReader(false)));
}

/** The section of a name. @param names The section of names, in latin1. */
export function sectionCalled(
  name: string,
  sections: readonly Section[],
  names: string,
): Section | undefined {
  return sections.find((section) => names.startsWith(`${name}\0`, section.name));
}
