import { writeSync } from "node:fs";
import { expect, test } from "vitest";
import { openUnnamedFile } from "../util/unnamed-file.ts";
import { OutputTail } from "./output-tail.ts";

test("text is told once and never cut inside a character", () => {
  const file = openUnnamedFile();
  let told: string[] = [];
  const tail = new OutputTail(file, (text) => told.push(text));
  const bytes = Buffer.from("a\u00e9\n");
  writeSync(file, bytes.subarray(0, 2));
  tail.drain();
  writeSync(file, bytes.subarray(2));
  tail.drain();
  tail.drain();
  expect(told).toEqual(["a", "\u00e9\n"]);
  told = [];
  writeSync(file, "one\r");
  tail.drain();
  writeSync(file, "\ntwo\rthree");
  tail.drain();
  expect(told).toEqual(["one", "\ntwo\rthree"]);
  told = [];
  writeSync(file, "x".repeat(200_000));
  tail.close();
  tail.close();
  expect(told.join("")).toHaveLength(200_000);
});
