import { readFileSync } from "node:fs";
import { EngineError } from "../../engine/errors.ts";
import { compareVersions, type FileVersion, fileVersion, versionText } from "./file-version.ts";
import { loadedDbghelp } from "./loaded-module.ts";

/**
 * Checks the dbghelp.dll that the loaded engine uses. A newer one than the engine works (measured:
 * a 6.2 engine with 10.0); an older one lacks what the engine imports or expects.
 * @throws {EngineError} `unsupported` when dbghelp is older than the engine.
 */
export function checkDbghelp(enginePath: string, engine: FileVersion | undefined): void {
  if (process.platform !== "win32" || engine === undefined) return;
  const path = loadedDbghelp();
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
