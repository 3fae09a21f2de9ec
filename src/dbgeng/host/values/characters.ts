/** Bytes of one character unit: UTF-8, UTF-16 and UTF-32. */
export type CharacterBytes = 1 | 2 | 4;

/** Bytes of a character, when values of the type are strings: pointed to, or arrays. */
export function characterBytes(type: string): CharacterBytes | undefined {
  const character = /^(?:const )?(.+?) ?(?:const )?(?:\*|\[\d+\])\s*$/.exec(type)?.[1];
  if (character === undefined) return undefined;
  if (/^(?:(?:un)?signed )?char(?:8_t)?$/.test(character)) return 1;
  if (/^(?:wchar_t|char16_t|wchar|WCHAR)$/.test(character)) return 2;
  return character === "char32_t" ? 4 : undefined;
}

/** Bytes as text. */
export function decodeText(bytes: Buffer, width: CharacterBytes): string {
  if (width !== 4) return bytes.toString(width === 1 ? "utf8" : "utf16le");
  const codes = Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32LE(4 * at));
  return codes.map((code) => String.fromCodePoint(code > lastCode ? replacement : code)).join("");
}

/** Text as bytes. */
export function encodeText(text: string, width: CharacterBytes): Buffer {
  if (width !== 4) return Buffer.from(text, width === 1 ? "utf8" : "utf16le");
  const codes = Uint32Array.from(text, (character) => character.codePointAt(0) ?? replacement);
  return Buffer.from(codes.buffer);
}

/** Where the first NUL is, or the end of the last whole character. */
export function endOfText(bytes: Buffer, width: CharacterBytes): number {
  for (let at = 0; at + width <= bytes.length; at += width) {
    if (bytes.readUIntLE(at, width) === 0) return at;
  }
  return bytes.length - (bytes.length % width);
}

/**
 * Bytes of the characters of what is known to be UTF-16 or UTF-32, told by its first eight bytes:
 * characters of 32 bits have the number of their plane in every other 16 bits.
 */
export function likelyBytes(start: Buffer): 2 | 4 {
  if (start.length < 8) return 2;
  const isCharacter = (at: number) => planes.has(start.readUInt16LE(at + 2));
  return isCharacter(0) && isCharacter(4) ? 4 : 2;
}

/** Whether text reads like some, and not like numbers that were taken for it. */
export function isLikelyText(text: string): boolean {
  return text.length > 0 && !/[\p{Cn}\p{Co}\p{Cs}\ufffd]|(?![\t\n\r])\p{Cc}/u.test(text);
}

const lastCode = 0x10ffff;
const replacement = 0xfffd;
/** The planes of Unicode that have characters. */
const planes = new Set([0, 1, 2, 3, 14, 15, 16]);
