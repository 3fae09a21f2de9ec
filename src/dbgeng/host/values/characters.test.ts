import { expect, test } from "vitest";
import {
  characterBytes,
  decodeText,
  encodeText,
  endOfText,
  isLikelyText,
  likelyBytes,
} from "./characters.ts";

test("types tell whether their values are strings, and of what", () => {
  expect(["char *", "unsigned char [8]", "char [16]"].map(characterBytes)).toEqual([1, 1, 1]);
  expect(["wchar_t *", "char16_t [4]"].map(characterBytes)).toEqual([2, 2]);
  expect(["char32_t *", "const char32_t [4]"].map(characterBytes)).toEqual([4, 4]);
  expect(["char **", "int [3]", "char"].some(characterBytes)).toBe(false);
});

test.each([1, 2, 4] as const)("text in characters of %i bytes is read and written", (width) => {
  const bytes = encodeText("gr\u00fc\u00df \u{1f600}", width);
  expect(decodeText(bytes, width)).toBe("gr\u00fc\u00df \u{1f600}");
  expect(endOfText(Buffer.concat([bytes, Buffer.alloc(width), bytes]), width)).toBe(bytes.length);
});

test.each([2, 4] as const)("characters of %i bytes are known by their looks", (width) => {
  for (const text of ["two words\0", "a\nb\n\0", "\u4e2d\u6587\u5b57\u7b26\0", "\u00fc\0more\0"]) {
    if (width === 2 || text !== "\u00fc\0more\0") {
      expect(likelyBytes(encodeText(text, width).subarray(0, 8))).toBe(width);
    }
  }
});

test("numbers are not taken for text", () => {
  const numbers = Buffer.alloc(16);
  numbers.writeUInt32LE(7, 0);
  expect(isLikelyText(decodeText(numbers.subarray(0, 4), likelyBytes(numbers)))).toBe(false);
  expect(isLikelyText("")).toBe(false);
  expect(isLikelyText("two\n\u{1f600}")).toBe(true);
});
