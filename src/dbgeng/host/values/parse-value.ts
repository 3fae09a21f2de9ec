/** What a number is to become. */
export type NumberKind =
  | { readonly kind: "integer"; readonly bits: number }
  | { readonly kind: "float" };

const characters: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  "0": "\0",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/**
 * A number as people write it: `42`, `-1`, `0x2a`, `0b101`, `0n42`, `'A'`, `true`, `2.5`.
 * @returns undefined for anything else, such as an expression. A whole number is given as it is,
 * fitting or not: see {@link fits}.
 */
export function parseNumber(text: string, wanted: NumberKind): bigint | number | undefined {
  const trimmed = text.trim();
  const whole = parseWhole(trimmed);
  if (wanted.kind === "float") {
    if (/^[+-]?(?:inf(?:inity)?)$/i.test(trimmed)) {
      return trimmed.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    }
    if (/^[+-]?nan$/i.test(trimmed)) return Number.NaN;
    if (whole !== undefined) return Number(whole);
    return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[fl]?$/i.test(trimmed)
      ? Number(trimmed.replace(/[fl]$/i, ""))
      : undefined;
  }
  return whole !== undefined && fits(whole, wanted.bits) ? whole : undefined;
}

/** Whether a whole number has a place in so many bits, signed or unsigned. */
export function fits(value: bigint, bits: number): boolean {
  return value >= -(1n << BigInt(bits - 1)) && value < 1n << BigInt(bits);
}

/** A whole number in any notation; undefined for anything else. */
export function parseWhole(text: string): bigint | undefined {
  if (text === "true") return 1n;
  if (text === "false" || text === "nullptr" || text === "NULL") return 0n;
  const character = /^[LuU]?'(\\?.[^']*)'$/su.exec(text)?.[1];
  if (character !== undefined) return characterCode(character);
  const clean = text.replaceAll("`", "").replace(/(?<=[\da-f])(?:u?l{0,2}|l{1,2}u)$/i, "");
  const [, sign, digits] = /^([+-]?)(0x[\da-f]+|0b[01]+|0n-?\d+|\d+)$/i.exec(clean) ?? [];
  if (digits === undefined) return undefined;
  const value = BigInt(digits.replace(/^0n/i, "").replace(/^(-?)0+(?=\d)/, "$1"));
  return sign === "-" ? -value : value;
}

function characterCode(text: string): bigint | undefined {
  const hex = /^\\x([\da-f]{1,4})$/i.exec(text)?.[1];
  if (hex !== undefined) return BigInt(`0x${hex}`);
  const plain = text.startsWith("\\") ? (characters[text.slice(1)] ?? text.slice(1)) : text;
  return [...plain].length === 1 ? BigInt(plain.codePointAt(0) as number) : undefined;
}

/** The text in a string literal such as `"a\n"` or `L"a"`; undefined for anything else. */
export function parseString(text: string): string | undefined {
  const inner = /^(?:L|u8?|U)?"((?:[^"\\]|\\.)*)"$/su.exec(text.trim())?.[1];
  return inner?.replace(/\\(?:x([\da-f]{1,4})|(.))/gis, (_all, hex?: string, one?: string) =>
    hex === undefined
      ? (characters[one as string] ?? (one as string))
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
