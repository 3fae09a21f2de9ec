import { expect, test } from "vitest";
import { arrayLength, characterBytes, valueText } from "./value-text.ts";

const plain = (type: string, text: string) => valueText({ type, text, expandable: false });
const hex = (type: string, text: string, size: number) =>
  valueText({ type, text, size, hex: true, expandable: false });

test("whole numbers are decimal unless hexadecimal is asked for", () => {
  expect(plain("int", "0n-3")).toBe("-3");
  expect(plain("unsigned int", "0x11")).toBe("17");
  expect(plain("unsigned int64", "0xfedcba98`76543210")).toBe("18364758544493064720");
  expect(hex("int", "0n-3", 4)).toBe("0xfffffffd");
  expect(hex("short", "0n-2", 2)).toBe("0xfffe");
  expect(hex("unsigned char", "0xc8", 1)).toBe("0xc8");
});

test("characters are shown where there is one to see", () => {
  expect(plain("char", "0n65 'A'")).toBe("65 'A'");
  expect(plain("char", "0n7 '.'")).toBe("7 '.'");
  expect(hex("char", "0n65 'A'", 1)).toBe("0x41 'A'");
});

test("enumerators keep their names", () => {
  expect(plain("Color", "Green (0n5)")).toBe("Green (5)");
  expect(hex("Color", "Green (0n5)", 4)).toBe("Green (0x5)");
});

test("pointers are short, with the text they point to", () => {
  const pointer = { type: "char *", text: "0x00000001`40009150", expandable: true };
  expect(valueText({ ...pointer, string: 'a"\n' })).toBe('0x140009150 "a\\"\\n"');
  expect(valueText({ ...pointer, text: '0x00000000`00000000 ""' })).toBe("0x0");
});

test("what has members shows that it has", () => {
  expect(valueText({ type: "struct Point", text: "struct Point", expandable: true })).toBe("{...}");
});

test.each([
  ["char *", 1],
  ["const char *", 1],
  ["unsigned char [6]", 1],
  ["wchar_t *", 2],
  ["char16_t [4]", 2],
  ["char32_t *", undefined],
  ["int *", undefined],
  ["char **", undefined],
])("characters of %s have %s bytes", (type, bytes) => {
  expect(characterBytes(type)).toBe(bytes);
});

test("the first dimension counts", () => {
  expect(arrayLength("int [2][3]")).toBe(2);
  expect(arrayLength("int *")).toBeUndefined();
});
