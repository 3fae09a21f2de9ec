import { expect, test } from "vitest";
import { fits, parseNumber, parseString, parseWhole } from "./parse-value.ts";

test.each([
  ["42", 42n],
  ["-1", -1n],
  ["+7", 7n],
  ["0x2a", 42n],
  ["-0x10", -16n],
  ["0b101", 5n],
  ["0n77", 77n],
  ["0n-77", -77n],
  ["0xfedcba98`76543210", 0xfedcba9876543210n],
  ["10u", 10n],
  ["10ULL", 10n],
  ["'A'", 65n],
  ["'\\n'", 10n],
  ["'\\x41'", 65n],
  ["L'中'", 0x4e2dn],
  ["true", 1n],
  ["nullptr", 0n],
])("%s is a whole number", (text, value) => {
  expect(parseWhole(text)).toBe(value);
});

test.each(["", "abc", "1+1", "1.5", "'ab'", "0x", "0b2"])("'%s' is none", (text) => {
  expect(parseWhole(text)).toBeUndefined();
});

test.each([
  ["2.5", 2.5],
  ["-.5", -0.5],
  ["1e10", 1e10],
  ["3.5f", 3.5],
  ["7", 7],
  ["-inf", Number.NEGATIVE_INFINITY],
])("%s is a fraction", (text, value) => {
  expect(parseNumber(text, { kind: "float" })).toBe(value);
});

test("a number fits signed or unsigned", () => {
  expect(fits(255n, 8)).toBe(true);
  expect(fits(-128n, 8)).toBe(true);
  expect(fits(256n, 8)).toBe(false);
  expect(fits(-129n, 8)).toBe(false);
  expect(parseNumber("300", { kind: "integer", bits: 8 })).toBeUndefined();
});

test("text is read as C writes it", () => {
  expect(parseString('"a\\n\\"b\\"\\x41"')).toBe('a\n"b"A');
  expect(parseString('L"中"')).toBe("中");
  expect(parseString("text")).toBeUndefined();
});
