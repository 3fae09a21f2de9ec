/** Names of the exceptions that programs stop at and die of, by their codes in winnt.h. */
const names: ReadonlyMap<string, string> = new Map([
  ["0x80000001", "Guard page"],
  ["0x80000002", "Misaligned data"],
  ["0x80000003", "Break instruction"],
  ["0x80000004", "Single step"],
  ["0xc0000005", "Access violation"],
  ["0xc0000006", "In-page error"],
  ["0xc0000008", "Invalid handle"],
  ["0xc000001d", "Illegal instruction"],
  ["0xc0000025", "Noncontinuable exception"],
  ["0xc000008c", "Array bounds exceeded"],
  ["0xc000008e", "Floating-point division by zero"],
  ["0xc0000094", "Integer division by zero"],
  ["0xc0000095", "Integer overflow"],
  ["0xc0000096", "Privileged instruction"],
  ["0xc00000fd", "Stack overflow"],
  ["0xc0000135", "Unable to locate DLL"],
  ["0xc0000374", "Heap corruption"],
  ["0xc0000409", "Stack buffer overrun"],
  ["0xc0000420", "Assertion failure"],
  ["0x20474343", "C++ exception"],
  ["0xe06d7363", "C++ exception"],
]);

/** What an exception code is called, e.g. `Access violation (0xc0000005)`. */
export function exceptionName(code: number): string {
  const name = names.get(codeText(code));
  return name === undefined ? `Exception ${codeText(code)}` : `${name} (${codeText(code)})`;
}

/** One sentence for an exit code that is really an exception, undefined for others. */
export function exitText(exitCode: number): string | undefined {
  if (!names.has(codeText(exitCode))) return undefined;
  return `The debuggee was ended by an exception: ${exceptionName(exitCode)}.`;
}

/** An exception code as `0xc0000005`. */
export function codeText(code: number): string {
  return `0x${(code >>> 0).toString(16).padStart(8, "0")}`;
}
