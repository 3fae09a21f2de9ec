/**
 * Binary data as it is on the line: what would end a packet or begin a run is written as `}` and the
 * byte with one bit turned over.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Overview.html#Binary-Data
 */
export function unescaped(text: string): string {
  return text.includes("}") ? text.replace(/\}(.)/gs, (_, byte) => turned(byte)) : text;
}

/** As much of the data as fits, ready for the line. @param limit In bytes on the line. */
export function escaped(data: string, limit: number): { text: string; length: number } {
  const text = data.replace(/[#$}*]/g, (byte) => `}${turned(byte)}`);
  if (text.length <= limit) return { text, length: data.length };
  const cut = text.slice(0, text[limit - 1] === "}" && !isEscaped(text, limit) ? limit - 1 : limit);
  return { text: cut, length: unescaped(cut).length };
}

/** Whether the byte before a place is the second one of an escape. */
function isEscaped(text: string, end: number): boolean {
  return text[end - 2] === "}";
}

function turned(byte: string): string {
  return String.fromCharCode(byte.charCodeAt(0) ^ 0x20);
}
