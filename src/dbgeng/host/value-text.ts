/** What the value of a variable is made of. */
export interface RawValue {
  /** Type as the engine writes it, e.g. `struct Point *`. */
  readonly type: string;
  /** Value as the engine writes it, e.g. `0n42` or `0x00000000`0014fe10`. */
  readonly text: string;
  /** The bytes of the narrow string that the value is or points to, up to its end. */
  readonly string?: Buffer | undefined;
  readonly expandable: boolean;
}

/**
 * A value as people write it: whole numbers in decimal, pointers in hexadecimal without zeros in
 * front, narrow strings decoded as UTF-8 (the engine loses all but ASCII), `{...}` for what has
 * members only.
 */
export function valueText({ type, text, string, expandable }: RawValue): string {
  const clean = text.replace(/0x[0-9a-f`]+/gi, (hex) => hex.replaceAll("`", ""));
  if (isPointer(type) || type === "<function>") return pointerText(clean, string);
  if (isArray(type)) return string === undefined ? "{...}" : quoted(string);
  if (isWholeNumber(type)) return wholeNumber(clean);
  if (expandable) return "{...}";
  return clean.replace(/\b0n(?=-?\d)/g, "");
}

/** Whether the type is a pointer or reference. */
export function isPointer(type: string): boolean {
  return /[*&]\s*$|\(\*\)/.test(type) && !isArray(type);
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

/** Whether values of the type are narrow characters: pointed to, or the elements of an array. */
export function isNarrowString(type: string): boolean {
  return /^(?:const )?(?:(?:un)?signed )?char ?(?:const )?(?:\*|\[\d+\])\s*$/.test(type);
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

/** In decimal; a character behind it, as in `65 'A'`, only where there is one to see. */
function wholeNumber(clean: string): string {
  return clean
    .replace(/^0x[0-9a-f]+/i, (hex) => BigInt(hex).toString())
    .replace(/^0n/, "")
    .replace(/ '[^ -~]*'$/, "");
}

/** The address, and what the engine knows of it: text, or the symbol there; its type says nothing new. */
function pointerText(clean: string, string: Buffer | undefined): string {
  const [, hex = clean, rest = ""] = /^(0x[0-9a-f]+)\s*(.*)$/is.exec(clean) ?? [];
  const short = hex.replace(/^0x0*(?=[0-9a-f])/i, "0x");
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

function quoted(bytes: Buffer): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  const text = bytes.toString("utf8").replace(/["\\\u0000-\u001f]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, "0");
    return escapes[character] ?? `\\x${code}`;
  });
  return `"${text}"`;
}
