import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Logged, LogLines } from "./log-lines.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function collect(): { lines: LogLines<Logged>; told: string[] } {
  const told: string[] = [];
  return { lines: new LogLines(({ text, place }) => told.push(`${place}: ${text}`)), told };
}

test("lines of one place are told together, a thousand of them in a few messages", () => {
  const { lines, told } = collect();
  for (let number = 0; number < 1000; number++) lines.add({ text: `${number}\n`, place: "a" });
  expect(told).toEqual([]);

  vi.runAllTimers();

  expect(told).toHaveLength(1);
  expect(told.join("").split("\n")).toHaveLength(1001);
});

test("lines of different places stay apart and in order", () => {
  const { lines, told } = collect();
  lines.add({ text: "1\n", place: "a" });
  lines.add({ text: "2\n", place: "b" });
  lines.add({ text: "3", place: "a" });

  lines.flush();

  expect(told).toEqual(["a: 1\n", "b: 2\n", "a: 3\n"]);
});

test("no message grows without bound", () => {
  const { lines, told } = collect();

  for (let count = 0; count < 5; count++) lines.add({ text: "x".repeat(40_000), place: "a" });

  expect(told.length).toBeGreaterThan(1);
});

test("nothing is told twice", () => {
  const { lines, told } = collect();
  lines.add({ text: "1\n", place: "a" });
  lines.flush();
  lines.flush();

  vi.runAllTimers();

  expect(told).toEqual(["a: 1\n"]);
});
