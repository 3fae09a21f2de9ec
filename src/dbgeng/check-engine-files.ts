import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../engine/errors.ts";
import {
  compareVersions,
  type FileVersion,
  fileVersion,
  versionText,
} from "./native/file-version.ts";

/** IMAGE_FILE_MACHINE_AMD64. https://learn.microsoft.com/windows/win32/debug/pe-format */
const amd64 = 0x8664;
const headerOffset = 0x3c;
const machineInHeader = 4;

/**
 * Checks that the engine's DLLs are what they are called, for 64-bit Windows, and fit each other: a
 * dbghelp.dll may be newer than its dbgeng.dll, never older. A Node beside a dbghelp.dll that
 * cannot be loaded would not even start.
 * @throws {EngineError} `missing` that names the file and what is wrong with it.
 */
export function checkEngineFiles(folder: string): void {
  const engine = versionOf(folder, "dbgeng.dll");
  const dbghelp = versionOf(folder, "dbghelp.dll");
  if (compareVersions(build(dbghelp), build(engine)) >= 0) return;
  throw new EngineError(
    "missing",
    `The DLLs in '${folder}' do not match: dbgeng.dll is version ${versionText(engine)} and dbghelp.dll is ${versionText(dbghelp)}, which is older; take both from the same Debugging Tools.`,
  );
}

/** A version without the number that service packs change. */
function build([major, minor, number]: FileVersion): FileVersion {
  return [major, minor, number, 0];
}

function versionOf(folder: string, name: string): FileVersion {
  const image = readFileSync(join(folder, name));
  const version = machineOf(image) === amd64 ? fileVersion(image) : undefined;
  if (version !== undefined) return version;
  throw new EngineError(
    "missing",
    `'${join(folder, name)}' cannot be used: it is no DLL of the 64-bit (x64) Debugging Tools for Windows.`,
  );
}

function machineOf(image: Buffer): number | undefined {
  if (image.length < headerOffset + 4) return undefined;
  const at = image.readUInt32LE(headerOffset) + machineInHeader;
  return at + 2 <= image.length ? image.readUInt16LE(at) : undefined;
}
