import { koffi } from "./load-koffi.ts";
import type { Pointer } from "./parameters.ts";

/**
 * Ends the exception list of the calling thread, under 64-bit Wine only; elsewhere it does nothing.
 * Call it once on every thread that calls the engine.
 *
 * koffi calls on a stack of its own. Wine's x64 exception dispatch walks the list that starts in
 * the thread's environment block, finds a frame outside that stack and takes the exception for
 * unhandled, so that the first exception the engine raises for itself (an unknown symbol is enough)
 * ends the process. Windows x64 does not use the list. Measured with Wine 8.0.
 *
 * @returns whether this is such a Wine.
 */
export function endWineExceptionList(): boolean {
  if (process.platform !== "win32" || process.arch !== "x64") return false;
  const ntdll = koffi.load("ntdll.dll");
  try {
    ntdll.func("__stdcall", "wine_get_version", "str", []);
  } catch {
    return false;
  }
  const queryThread = ntdll.func("__stdcall", "NtQueryInformationThread", "int32", [
    "intptr",
    "int32",
    "void *",
    "uint32",
    "void *",
  ]);
  // THREAD_BASIC_INFORMATION (class 0, 48 bytes) has the address of the TEB at offset 8, and the
  // TEB starts with the list; -1 is its end. -2 names the calling thread.
  const information = Buffer.alloc(48);
  const status = queryThread(-2, 0, information, information.length, null) as number;
  if (status < 0) return true;
  const teb: Pointer = information.readBigUInt64LE(8);
  koffi.encode(teb, "int64", -1n);
  return true;
}
