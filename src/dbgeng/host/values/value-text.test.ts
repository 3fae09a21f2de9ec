import { expect, test } from "vitest";
import { arrayLength, isPointer, pointerValue, valueText } from "./value-text.ts";

const show = (type: string, text: string, string?: string) =>
  valueText({ type, text, expandable: false, string });

test.each([
  ["int", "0n42", "42"],
  ["int", "0n-7", "-7"],
  ["unsigned int", "0x11", "17"],
  ["unsigned int64", "0xfedcba98`76543210", "18364758544493064720"],
  ["char", "0n65 'A'", "65 'A'"],
  ["unsigned char", "0xc8 ''", "200"],
  ["bool", "true", "true"],
  ["double", "3.25", "3.25"],
  ["Color", "Green (0n5)", "Green (5)"],
  ["struct Node *", "0x00000000`0011fd10 struct Node *", "0x11fd10"],
  ["void *", "0x00000000`00000000", "0x0"],
  ["wchar_t *", '0x00000001`400081a0 "wide\u00e9"', '0x1400081a0 "wide\u00e9"'],
  [
    "char *",
    '0xffffffff`00000003 "--- memory read error at address 0x3 ---"',
    "0xffffffff00000003",
  ],
  ["<function>", "0x00000001`40001510", "0x140001510"],
  ["<function> *", "0x00000001`40001510 prog!main+0", "0x140001510 prog!main+0"],
])("%s %s is shown as %s", (type, text, shown) => {
  expect(show(type, text)).toBe(shown);
});

test("strings are shown decoded, with what cannot be seen escaped", () => {
  expect(show("char *", '0x00000000`00001000 "caf??"', 'caf\u00e9\n"\u0001')).toBe(
    '0x1000 "caf\u00e9\\n\\"\\x01"',
  );
  expect(show("char [16]", 'char [16] "caf??"', "caf\u00e9")).toBe('"caf\u00e9"');
});

test("whole numbers in hexadecimal are as wide as their type", () => {
  const hex = { expandable: false, hex: true };
  expect(valueText({ ...hex, type: "int", text: "0n-1", size: 4 })).toBe("0xffffffff");
  expect(valueText({ ...hex, type: "char", text: "0n65 'A'", size: 1 })).toBe("0x41 'A'");
});

test("what has members only is shown as such", () => {
  expect(valueText({ type: "struct Point", text: "struct Point", expandable: true })).toBe("{...}");
  expect(show("int [3]", "int [3]")).toBe("{...}");
});

test("types tell what they are", () => {
  expect(isPointer("char **")).toBe(true);
  expect(isPointer("char *[4]")).toBe(false);
  expect(arrayLength("int [3][4]")).toBe(3);
  expect(arrayLength("int")).toBeUndefined();
  expect(pointerValue("0x00000001`40001510 x")).toBe(0x140001510n);
});
