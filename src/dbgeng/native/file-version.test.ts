import { expect, test } from "vitest";
import { refuseOlder } from "./check-dbghelp.ts";
import { compareVersions, fileVersion, versionText } from "./file-version.ts";
import { imageWithVersion } from "./image-fixture.ts";

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
