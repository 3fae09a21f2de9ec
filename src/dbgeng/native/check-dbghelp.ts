import { readFileSync } from "node:fs";
import { EngineError } from "../../engine/errors.ts";
import { compareVersions, type FileVersion, fileVersion, versionText } from "./file-version.ts";
import { koffi } from "./load-koffi.ts";

/** The names under which engines import dbghelp; old 64-bit builds have the second. */
const dbghelpNames = ["dbg64.dll", "dbghelp.dll"];

/**
 * Checks the dbghelp.dll that the loaded engine uses. A newer one than the engine works (measured:
 * a 6.2 engine with 10.0); an older one lacks what the engine imports or expects.
 * @throws {EngineError} `unsupported` when dbghelp is older than the engine.
 */
export function checkDbghelp(enginePath: string, engine: FileVersion | undefined): void {
  if (process.platform !== "win32" || engine === undefined) return;
  const path = loadedModule(dbghelpNames);
  const dbghelp = path === undefined ? undefined : fileVersion(readFileSync(path));
  if (path !== undefined && dbghelp !== undefined) refuseOlder(enginePath, engine, path, dbghelp);
}

/** @throws {EngineError} `unsupported` when the first three numbers of dbghelp are lower. */
export function refuseOlder(
  enginePath: string,
  engine: FileVersion,
  dbghelpPath: string,
  dbghelp: FileVersion,
): void {
  const build = (version: FileVersion): FileVersion => [version[0], version[1], version[2], 0];
  if (compareVersions(build(dbghelp), build(engine)) >= 0) return;
  throw new EngineError(
    "unsupported",
    `'${enginePath}' (${versionText(engine)}) cannot work with '${dbghelpPath}' ` +
      `(${versionText(dbghelp)}), which is older: put node.exe and all of the debugger's DLLs ` +
      "into one folder and start that node.exe.",
  );
}

/** The path of the first of these modules that is loaded in this process. */
function loadedModule(names: readonly string[]): string | undefined {
  const kernel32 = koffi.load("kernel32.dll");
  const getHandle = kernel32.func("__stdcall", "GetModuleHandleW", "intptr", ["str16"]);
  const getFileName = kernel32.func("__stdcall", "GetModuleFileNameW", "uint32", [
    "intptr",
    "void *",
    "uint32",
  ]);
  for (const name of names) {
    const handle = getHandle(name) as number | bigint;
    if (BigInt(handle) === 0n) continue;
    const buffer = Buffer.alloc(2 * 32768);
    const length = getFileName(handle, buffer, buffer.length / 2) as number;
    if (length > 0) return buffer.toString("utf16le", 0, 2 * length);
  }
  return undefined;
}
