/** What the value of a variable is made of. */
export interface RawValue {
  /** Type as the engine writes it, e.g. `struct Point *`. */
  readonly type: string;
  /** Value as the engine writes it, e.g. `0n42` or `0x00000000`0014fe10`. */
  readonly text: string;
  /** The string that the value is or points to, up to its end. */
  readonly string?: string | undefined;
  readonly expandable: boolean;
  /** Bytes of the value. */
  readonly size?: number | undefined;
  /** Whether whole numbers are wanted in hexadecimal. */
  readonly hex?: boolean | undefined;
}

/** The value of what has members or elements only. */
export const unexpanded = "{...}";

/**
 * A value as people write it: whole numbers in decimal or in hexadecimal, pointers in hexadecimal
 * without zeros in front, strings decoded (the engine loses all but ASCII of narrow ones), `{...}`
 * for what has members only.
 */
export function valueText({ type, text, string, expandable, size, hex }: RawValue): string {
  const clean = text.replace(/0x[0-9a-f`]+/gi, (digits) => digits.replaceAll("`", ""));
  if (isPointer(type) || type === "<function>") return pointerText(clean, string);
  if (isArray(type)) return string === undefined ? unexpanded : quoted(string);
  if (isWholeNumber(type)) return wholeNumber(clean, hex ? size : undefined);
  if (expandable) return unexpanded;
  const number = (_all: string, digits: string) =>
    hex ? hexadecimal(BigInt(digits), size) : digits;
  return clean.replace(/\b0n(-?\d+)/g, number);
}

/** Whether the type is a pointer or reference. */
export function isPointer(type: string): boolean {
  return /[*&]\s*$|\(\*\)/.test(type) && !isArray(type);
}

/** Whether values of the type are functions, or pointers or references to functions. */
export function isFunction(type: string): boolean {
  return /^<function>(?: ?[*&])?$/.test(type);
}

/** Whether the type is an array. */
export function isArray(type: string): boolean {
  return /\[\d*\]\s*$/.test(type);
}

/** Number of elements of an array, the first dimension's. */
export function arrayLength(type: string): number | undefined {
  const dimensions = /((?:\[\d+\])+)\s*$/.exec(type)?.[1];
  const first = dimensions && /\d+/.exec(dimensions)?.[0];
  return first ? Number(first) : undefined;
}

/** The address in the text of a pointer. */
export function pointerValue(text: string): bigint | undefined {
  const hex = /^0x[0-9a-f`]+/i.exec(text)?.[0];
  return hex === undefined ? undefined : BigInt(hex.replaceAll("`", ""));
}

function isWholeNumber(type: string): boolean {
  return /^(?:const |volatile )*(?:(?:un)?signed )?(?:char|short|int|long|__int64|int64|wchar_t)\b/.test(
    type,
  );
}

/** A character behind it, as in `65 'A'`, only where there is one to see. */
function wholeNumber(clean: string, hexSize: number | undefined): string {
  const write = (digits: string) => {
    const value = BigInt(digits.replace(/^0n(?=\d)/, "").replace(/^0n-/, "-"));
    return hexSize === undefined ? value.toString() : hexadecimal(value, hexSize);
  };
  return clean.replace(/^(?:0x[0-9a-f]+|(?:0n)?-?\d+)/i, write).replace(/ '[^ -~]*'$/, "");
}

/** Two's complement of the value's own width. */
function hexadecimal(value: bigint, size = 8): string {
  return `0x${BigInt.asUintN(8 * size, value).toString(16)}`;
}

/** The address, and what the engine knows of it: text, or the symbol there; its type says nothing new. */
function pointerText(clean: string, string: string | undefined): string {
  const [, hex = clean, rest = ""] = /^(0x[0-9a-f]+)\s*(.*)$/is.exec(clean) ?? [];
  const short = hex.replace(/^0x0*(?=[0-9a-f])/i, "0x");
  if (short === "0x0") return short;
  const known =
    string === undefined ? /^(?:"(?!--- memory).*"|\S+!.*)$/s.exec(rest)?.[0] : quoted(string);
  return known === undefined ? short : `${short} ${known}`;
}

const escapes: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, "0");
    return escapes[character] ?? `\\x${code}`;
  });
  return `"${escaped}"`;
}
