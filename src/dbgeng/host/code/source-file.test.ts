import { expect, test } from "vitest";
import { fileName, isSameFile } from "./source-file.ts";

test.each([
  ["/src/a.c", "/src/a.c"],
  ["C:\\Src\\A.c", "c:/src/a.C"],
  ["/src/a.c", "Z:\\src\\a.c"],
  ["src/a.c", "/home/me/src/a.c"],
  ["/home/me/src/a.c", "..\\src\\a.c"],
  ["/src/x/../a.c", "/src/./a.c"],
  ["a.c", "A.C"],
])("%s is %s", (a, b) => {
  expect(isSameFile(a, b)).toBe(true);
  expect(isSameFile(b, a)).toBe(true);
});

test.each([
  ["/src/a.c", "/other/a.c"],
  ["C:\\src\\a.c", "D:\\src\\a.c"],
  ["src/a.c", "/home/me/othersrc/a.c"],
  ["/src/a.c", "/src/a.cpp"],
])("%s is not %s", (a, b) => {
  expect(isSameFile(a, b)).toBe(false);
  expect(isSameFile(b, a)).toBe(false);
});

test("the file name is behind the last slash of either kind", () => {
  expect(fileName("C:\\x/y\\a.c")).toBe("a.c");
  expect(fileName("a.c")).toBe("a.c");
});
