import { expect, test } from "vitest";
import { pageAlignedImage } from "./page-aligned-image.ts";

const header = 0x80;
const optional = header + 24;
const table = optional + 240;

/** A 64-bit program as linkers write it: two sections at multiples of 512, and one without data. */
function image(): Buffer {
  const bytes = Buffer.alloc(0xc00);
  bytes.write("MZ", 0);
  bytes.writeUInt32LE(header, 0x3c);
  bytes.write("PE\0\0", header);
  bytes.writeUInt16LE(3, header + 6);
  bytes.writeUInt16LE(240, header + 20);
  bytes.writeUInt16LE(0x20b, optional);
  bytes.writeUInt32LE(0x200, optional + 36);
  bytes.writeUInt32LE(0x400, optional + 60);
  bytes.writeUInt32LE(0xb00, optional + 144);
  const sections = [
    { at: 0x1000, size: 0x400, from: 0x400, letter: "a" },
    { at: 0x2000, size: 0, from: 0, letter: "" },
    { at: 0x3000, size: 0x200, from: 0x800, letter: "b" },
  ];
  for (const [index, { at, size, from, letter }] of sections.entries()) {
    bytes.writeUInt32LE(at, table + index * 40 + 12);
    bytes.writeUInt32LE(size, table + index * 40 + 16);
    bytes.writeUInt32LE(from, table + index * 40 + 20);
    bytes.fill(letter, from, from + size);
  }
  return bytes;
}

test("puts every section with data at a page boundary, and leaves its address alone", () => {
  const aligned = pageAlignedImage(image());
  const section = (index: number) => {
    const [at, size, from] = [12, 16, 20].map((field) =>
      aligned.readUInt32LE(table + index * 40 + field),
    );
    return { at, size, from };
  };
  expect(section(0)).toEqual({ at: 0x1000, size: 0x1000, from: 0x1000 });
  expect(section(1)).toEqual({ at: 0x2000, size: 0, from: 0 });
  expect(section(2)).toEqual({ at: 0x3000, size: 0x1000, from: 0x2000 });
  expect(aligned.toString("latin1", 0x1000, 0x1401)).toBe(`${"a".repeat(0x400)}\0`);
  expect(aligned.toString("latin1", 0x2000, 0x2201)).toBe(`${"b".repeat(0x200)}\0`);
  expect(aligned.length).toBe(0x3000);
});

test("says so in the headers, and drops the signature", () => {
  const aligned = pageAlignedImage(image());
  expect(aligned.readUInt32LE(optional + 36)).toBe(0x1000);
  expect(aligned.readUInt32LE(optional + 60)).toBe(0x1000);
  expect(aligned.readUInt32LE(optional + 144)).toBe(0);
});

test("finds the signature of a 32-bit program where that has it", () => {
  const narrow = image();
  narrow.writeUInt16LE(0x10b, optional);
  narrow.writeUInt32LE(0xb00, optional + 128);
  const aligned = pageAlignedImage(narrow);
  expect(aligned.readUInt32LE(optional + 128)).toBe(0);
  expect(aligned.readUInt32LE(optional + 144)).toBe(0xb00);
});

test("does nothing to a program that is aligned", () => {
  const aligned = pageAlignedImage(image());
  expect(pageAlignedImage(aligned)).toEqual(aligned);
});

test("refuses what is no Windows program", () => {
  const other = image();
  other.writeUInt16LE(0x107, optional);
  for (const bytes of [other, Buffer.alloc(0), Buffer.from("#!/bin/sh\n".repeat(20))]) {
    expect(() => pageAlignedImage(bytes)).toThrow("no Windows program");
  }
});
