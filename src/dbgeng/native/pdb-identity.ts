import { koffi } from "./load-koffi.ts";
import { loadedDbghelp } from "./loaded-module.ts";

/** IMAGEHLP_MODULEW64 of dbghelp.h. */
const moduleStruct = { size: 3264, pdbSig70: 3204, pdbAge: 3220 };
const guidSize = 16;

/**
 * Which PDB belongs to a module: its GUID and age in the digits that symbol servers use, e.g.
 * `3844DBB920174967BE7AA4A2C20430FA2`. Undefined while dbghelp, which the engine keeps its symbols
 * in, has not looked at the module, and for one without a PDB.
 *
 * https://learn.microsoft.com/windows/win32/api/dbghelp/nf-dbghelp-symgetmoduleinfow64
 * @param process The engine's handle of the current process.
 */
export function pdbIdentity(process: bigint, moduleBase: bigint): string | undefined {
  const path = loadedDbghelp();
  if (path === undefined) return undefined;
  const getModuleInfo = koffi
    .load(path)
    .func("__stdcall", "SymGetModuleInfoW64", "int32", ["intptr", "uint64", "void *"]);
  const info = Buffer.alloc(moduleStruct.size);
  info.writeUInt32LE(moduleStruct.size);
  if (getModuleInfo(process, moduleBase, info) === 0) return undefined;
  const guid = info.subarray(moduleStruct.pdbSig70, moduleStruct.pdbSig70 + guidSize);
  if (guid.every((byte) => byte === 0)) return undefined;
  return `${guidDigits(guid)}${info.readUInt32LE(moduleStruct.pdbAge).toString(16)}`.toUpperCase();
}

/** The first three fields of a GUID are numbers, low byte first; the rest are bytes. */
function guidDigits(guid: Buffer): string {
  const digits = (from: number, to: number) => guid.subarray(from, to).toString("hex");
  const number = (from: number, to: number) =>
    Buffer.from(guid.subarray(from, to)).reverse().toString("hex");
  return number(0, 4) + number(4, 6) + number(6, 8) + digits(8, guidSize);
}
