import { expect, test } from "vitest";
import { mergeEnvironment, parseEnvironmentBlock } from "./environment.ts";

test("a block is read up to its end", () => {
  const block = Buffer.from("=C:=C:\\x\0Path=C:\\a=b\0EMPTY=\0NAME=\u00e9\0\0junk=1\0", "utf16le");
  expect(parseEnvironmentBlock(block)).toEqual({
    "=C:": "C:\\x",
    Path: "C:\\a=b",
    EMPTY: "",
    NAME: "\u00e9",
  });
});

test("changes replace whatever the case, null removes, and the result is sorted", () => {
  const merged = mergeEnvironment(
    { Path: "old", zeta: "1", TEMP: "t" },
    { PATH: "new", temp: null, alpha: "2", gone: null },
  );
  expect(Object.entries(merged)).toEqual([
    ["alpha", "2"],
    ["PATH", "new"],
    ["zeta", "1"],
  ]);
});
