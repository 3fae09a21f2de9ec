import { expect, test } from "vitest";
import { refuseOlder } from "./check-dbghelp.ts";
import { compareVersions, fileVersion, versionText } from "./file-version.ts";

/** The least of a PE file that has a version: headers, one section, and its resource tree. */
function imageWithVersion(bits: 32 | 64): Buffer {
  const image = Buffer.alloc(0x400);
  image.write("MZ", 0);
  image.writeUInt32LE(0x80, 0x3c);
  image.write("PE\0\0", 0x80);
  image.writeUInt16LE(1, 0x86);
  const optionalSize = bits === 64 ? 240 : 224;
  image.writeUInt16LE(optionalSize, 0x94);
  image.writeUInt16LE(bits === 64 ? 0x20b : 0x10b, 0x98);
  image.writeUInt32LE(0x5000, 0x98 + (bits === 64 ? 112 : 96) + 16);
  const section = 0x98 + optionalSize;
  image.writeUInt32LE(0x5000, section + 12);
  image.writeUInt32LE(0x200, section + 16);
  image.writeUInt32LE(0x200, section + 20);
  const directory = (at: number, id: number, to: number, isDirectory: boolean) => {
    image.writeUInt16LE(1, 0x200 + at + 14);
    image.writeUInt32LE(id, 0x200 + at + 16);
    image.writeUInt32LE((isDirectory ? 0x80000000 : 0) + to, 0x200 + at + 20);
  };
  directory(0x00, 16, 0x20, true);
  directory(0x20, 1, 0x40, true);
  directory(0x40, 0x409, 0x60, false);
  image.writeUInt32LE(0x5080, 0x260);
  image.writeUInt32LE(0x5c, 0x264);
  image.writeUInt32LE(0xfeef04bd, 0x280 + 40);
  image.writeUInt32LE(0x000a0001, 0x280 + 48);
  image.writeUInt32LE(0x58650007, 0x280 + 52);
  return image;
}

test.each([32, 64] as const)("reads the version of a %i-bit image", (bits) => {
  expect(fileVersion(imageWithVersion(bits))).toEqual([10, 1, 22629, 7]);
});

test("knows no version of what is no image, cut off, or without resources", () => {
  expect(fileVersion(Buffer.alloc(0))).toBeUndefined();
  expect(fileVersion(Buffer.from("#!/bin/sh\n"))).toBeUndefined();
  const image = imageWithVersion(64);
  for (let length = 0; length < 0x2b8; length += 7) {
    expect(fileVersion(image.subarray(0, length))).toBeUndefined();
  }
  const withoutResources = imageWithVersion(64);
  withoutResources.writeUInt32LE(0, 0x98 + 112 + 16);
  expect(fileVersion(withoutResources)).toBeUndefined();
});

test("compares versions by their first different number", () => {
  expect(compareVersions([10, 0, 1, 2], [10, 0, 1, 2])).toBe(0);
  expect(compareVersions([6, 3, 9600, 0], [10, 0, 0, 0])).toBeLessThan(0);
  expect(compareVersions([10, 0, 22621, 1], [10, 0, 19041, 9])).toBeGreaterThan(0);
  expect(versionText([6, 2, 9200, 16384])).toBe("6.2.9200.16384");
});

test("refuses a dbghelp that is older than the engine, and no other", () => {
  const check = (engine: [number, number, number, number], dbghelp: typeof engine) =>
    refuseOlder("C:\\dbg\\dbgeng.dll", engine, "C:\\Windows\\dbghelp.dll", dbghelp);
  expect(() => check([6, 2, 9200, 16384], [10, 0, 10240, 1])).not.toThrow();
  expect(() => check([10, 0, 22621, 9], [10, 0, 22621, 1])).not.toThrow();
  expect(() => check([10, 0, 22621, 1], [10, 0, 19041, 1])).toThrow(
    "'C:\\dbg\\dbgeng.dll' (10.0.22621.1) cannot work with 'C:\\Windows\\dbghelp.dll' " +
      "(10.0.19041.1), which is older: put node.exe and all of the debugger's DLLs into one " +
      "folder and start that node.exe.",
  );
});
