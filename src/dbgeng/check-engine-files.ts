import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../engine/errors.ts";
import {
  compareVersions,
  type FileVersion,
  fileVersion,
  versionText,
} from "./native/file-version.ts";

/** A kind of Windows programs, as Node calls it. */
export type WindowsArch = "x64" | "ia32";

/** IMAGE_FILE_MACHINE_*. https://learn.microsoft.com/windows/win32/debug/pe-format */
const machines: Readonly<Record<number, WindowsArch>> = { 34404: "x64", 332: "ia32" };
/** What the Debugging Tools for it are called. */
const toolsFor: Readonly<Record<WindowsArch, string>> = { x64: "x64", ia32: "x86" };

const headerOffset = 0x3c;
const machineInHeader = 4;

/**
 * Checks that the engine's DLLs are what they are called and fit each other: both 64-bit or both
 * 32-bit, and a dbghelp.dll may be newer than its dbgeng.dll, never older. A Node beside a
 * dbghelp.dll that cannot be loaded would not even start.
 * @returns what the engine is for: the Node that loads it must be of the same kind.
 * @throws {EngineError} `missing` that names the file and what is wrong with it.
 */
export function checkEngineFiles(folder: string): WindowsArch {
  const engine = headersOf(folder, "dbgeng.dll");
  const dbghelp = headersOf(folder, "dbghelp.dll");
  const mismatch = (difference: string) =>
    new EngineError(
      "missing",
      `The DLLs in '${folder}' do not match: dbgeng.dll is ${difference}; take both from the same Debugging Tools.`,
    );
  if (engine.arch !== dbghelp.arch) {
    throw mismatch(`for ${toolsFor[engine.arch]} and dbghelp.dll for ${toolsFor[dbghelp.arch]}`);
  }
  if (compareVersions(build(dbghelp.version), build(engine.version)) < 0) {
    throw mismatch(
      `version ${versionText(engine.version)} and dbghelp.dll is ${versionText(dbghelp.version)}, which is older`,
    );
  }
  return engine.arch;
}

/** A version without the number that service packs change. */
function build([major, minor, number]: FileVersion): FileVersion {
  return [major, minor, number, 0];
}

function headersOf(folder: string, name: string): { arch: WindowsArch; version: FileVersion } {
  if (!existsSync(join(folder, name))) {
    throw new EngineError(
      "missing",
      `${folder} has no ${name}, which dbgeng.dll needs beside it: copy the one of the same Debugging Tools there.`,
    );
  }
  const image = readFileSync(join(folder, name));
  const arch = machines[machineOf(image) ?? 0];
  const version = fileVersion(image);
  if (arch !== undefined && version !== undefined) return { arch, version };
  throw new EngineError(
    "missing",
    `'${join(folder, name)}' cannot be used: it is no DLL of the x64 or x86 Debugging Tools for Windows.`,
  );
}

function machineOf(image: Buffer): number | undefined {
  if (image.length < headerOffset + 4) return undefined;
  const at = image.readUInt32LE(headerOffset) + machineInHeader;
  return at + 2 <= image.length ? image.readUInt16LE(at) : undefined;
}
