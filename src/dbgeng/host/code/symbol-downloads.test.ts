import { expect, test } from "vitest";
import { SymbolDownloads } from "./symbol-downloads.ts";

/** Feeds pieces of output, each some milliseconds after the one before; answers the reports. */
function reports(afterMs: number, ...pieces: readonly string[]): [string, number][] {
  const told: [string, number][] = [];
  let now = 0;
  const downloads = new SymbolDownloads(
    (file, byteCount) => told.push([file, byteCount]),
    () => now,
  );
  for (const piece of pieces) {
    now += afterMs;
    downloads.take(piece);
  }
  return told;
}

const begin = "SYMSRV:  steps.pdb from http://box:80: 0 bytes -  ";
const back = "\b".repeat(12);

test("the bytes of a file are counted while it comes", () => {
  expect(reports(300, begin, "\b           0 ", `${back}        4096 `)).toEqual([
    ["steps.pdb", 0],
    ["steps.pdb", 0],
    ["steps.pdb", 4096],
  ]);
});

test("reports are far fewer than pieces", () => {
  const pieces = Array.from({ length: 1000 }, (_, index) => `${back} ${index * 4096} `);

  expect(reports(1, begin, ...pieces).length).toBeLessThan(6);
});

test("what is no download is not reported", () => {
  expect(
    reports(300, "DBGHELP: Symbol Search Path: srv*c:\\cache*http://box:80\n", "4096 "),
  ).toEqual([]);
  expect(reports(300, begin, "DBGHELP: steps - private symbols & lines \n", "4096 ")).toEqual([
    ["steps.pdb", 0],
  ]);
});
