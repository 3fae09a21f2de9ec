import { koffi } from "./load-koffi.ts";
import { loadedDbghelp } from "./loaded-module.ts";
import type { Pointer } from "./parameters.ts";

/**
 * The source files that the symbols of a module name, as recorded there. dbgeng has no call for
 * this; dbghelp, which the engine keeps its symbols in, has.
 *
 * https://learn.microsoft.com/windows/win32/api/dbghelp/nf-dbghelp-symenumsourcefilesw
 * @param process The engine's handle of the current process.
 * @param limit No more files are listed.
 */
export function sourceFileList(process: bigint, moduleBase: bigint, limit: number): string[] {
  const path = loadedDbghelp();
  if (path === undefined) return [];
  const dbghelp = koffi.load(path);
  const enumerate = dbghelp.func("__stdcall", "SymEnumSourceFilesW", "int32", [
    "intptr",
    "uint64",
    "str16",
    koffi.pointer(callbackType),
    "void *",
  ]);
  const files: string[] = [];
  const receive = (file: Pointer) => {
    // SOURCEFILEW: ULONG64 ModBase; PWSTR FileName.
    files.push(koffi.decode(file, 8, "str16") as string);
    return files.length < limit ? 1 : 0;
  };
  const callback = koffi.register(receive, koffi.pointer(callbackType));
  try {
    enumerate(process, moduleBase, null, callback, null);
  } finally {
    koffi.unregister(callback);
  }
  return files;
}

const callbackType = koffi.proto("__stdcall", null, "int32", ["void *", "void *"]);
