import { expect, test } from "vitest";
import { nearestPath } from "./source-files.ts";

test.each([
  ["/src/a/main.c", ["/src/b/main.c", "/src/a/main.c"], "/src/a/main.c"],
  ["/home/me/app/main.c", ["/build/lib/main.c", "/build/app/main.c"], "/build/app/main.c"],
  ["C:/work/app/main.c", ["D:\\build\\app\\main.c"], "D:\\build\\app\\main.c"],
  ["/src/Main.c", ["/src/main.c"], undefined],
  ["/src/main.c", [], undefined],
])("finds %s in %j", (path, recorded, expected) => {
  expect(nearestPath(path, recorded)).toBe(expected);
});
