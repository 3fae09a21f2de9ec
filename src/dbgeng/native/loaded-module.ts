import { koffi } from "./load-koffi.ts";

/** The names under which engines import dbghelp; old 64-bit builds have the first. */
const dbghelpNames = ["dbg64.dll", "dbghelp.dll"];

/** The path of the dbghelp.dll that the engine of this process uses; undefined when it has none. */
export function loadedDbghelp(): string | undefined {
  const kernel32 = koffi.load("kernel32.dll");
  const getHandle = kernel32.func("__stdcall", "GetModuleHandleW", "intptr", ["str16"]);
  const getFileName = kernel32.func("__stdcall", "GetModuleFileNameW", "uint32", [
    "intptr",
    "void *",
    "uint32",
  ]);
  for (const name of dbghelpNames) {
    const handle = getHandle(name) as number | bigint;
    if (BigInt(handle) === 0n) continue;
    const buffer = Buffer.alloc(2 * 32768);
    const length = getFileName(handle, buffer, buffer.length / 2) as number;
    if (length > 0) return buffer.toString("utf16le", 0, 2 * length);
  }
  return undefined;
}
