import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { EngineError } from "../engine/errors.ts";

/** Where the Windows Kits put the Debugging Tools, newest first. */
const kits = ["10", "8.1", "8.0"].map((version) => `Windows Kits\\${version}\\Debuggers\\x64`);

/**
 * The folder that has dbgeng.dll and the DLLs it belongs to.
 * @param dbgengPath The user's choice: that folder, or dbgeng.dll itself.
 * @throws {EngineError} `missing` when no dbgeng.dll is there.
 */
export function engineFolder(dbgengPath: string | undefined): string {
  if (dbgengPath !== undefined) return givenFolder(dbgengPath);
  const found = process.platform === "win32" ? installedFolders().find(hasEngine) : undefined;
  if (found !== undefined) return found;
  throw new EngineError(
    "missing",
    process.platform === "win32"
      ? 'The Debugging Tools for Windows are not installed: install them (a part of the Windows SDK), or set "dbgengPath" to a folder that has dbgeng.dll.'
      : 'The dbgeng engine has no dbgeng.dll on this machine: set "dbgengPath" to a folder with the x64 dbgeng.dll and dbghelp.dll of the Debugging Tools for Windows.',
  );
}

function givenFolder(dbgengPath: string): string {
  const isFile = statSync(dbgengPath, { throwIfNoEntry: false })?.isFile() ?? false;
  const folder = isFile ? dirname(dbgengPath) : dbgengPath;
  if (hasEngine(folder)) return folder;
  throw new EngineError(
    "missing",
    `"dbgengPath" is '${dbgengPath}', and there is no dbgeng.dll: name the folder of the Debugging Tools for Windows that has it.`,
  );
}

function installedFolders(): string[] {
  return [process.env["ProgramFiles(x86)"], process.env.ProgramFiles]
    .filter((root) => root !== undefined)
    .flatMap((root) => kits.map((kit) => join(root, kit)));
}

function hasEngine(folder: string): boolean {
  return existsSync(join(folder, "dbgeng.dll"));
}
