import { readFileSync } from "node:fs";
import { win32 } from "node:path";
import { EngineError } from "../../engine/errors.ts";
import { checkDbghelp } from "./check-dbghelp.ts";
import { iidBytes } from "./com.ts";
import { DebugClient } from "./debug-client.ts";
import { DebugControl } from "./debug-control.ts";
import { DebugDataSpaces } from "./debug-data-spaces.ts";
import { DebugRegisters } from "./debug-registers.ts";
import { DebugSymbols } from "./debug-symbols.ts";
import { DebugSystemObjects } from "./debug-system-objects.ts";
import { type FileVersion, fileVersion } from "./file-version.ts";
import { HresultError } from "./hresult-error.ts";
import { debugClient5 } from "./interfaces/debug-client5.ts";
import { debugControl4 } from "./interfaces/debug-control4.ts";
import { debugDataSpaces4 } from "./interfaces/debug-data-spaces4.ts";
import { debugRegisters2 } from "./interfaces/debug-registers2.ts";
import { debugSymbols3 } from "./interfaces/debug-symbols3.ts";
import { debugSystemObjects4 } from "./interfaces/debug-system-objects4.ts";
import { koffi } from "./load-koffi.ts";
import { outPointer, type Pointer } from "./parameters.ts";
import { endWineExceptionList } from "./wine-exception-list.ts";

/** One engine object seen through all interfaces in use. Each holds a reference of its own. */
export interface EngineObjects {
  readonly client: DebugClient;
  readonly control: DebugControl;
  readonly symbols: DebugSymbols;
  readonly dataSpaces: DebugDataSpaces;
  readonly registers: DebugRegisters;
  readonly systemObjects: DebugSystemObjects;
  /** Releases all of them. */
  release(): void;
}

/** A loaded dbgeng.dll. */
export interface DbgengDll {
  /** Full path of the DLL. */
  readonly path: string;
  readonly version: FileVersion | undefined;
  /**
   * Creates a client of this process's one engine. Apart from `setInterrupt` and
   * `executionStatus` it may be used on the calling thread only.
   * @throws {HresultError} when the engine refuses.
   */
  create(): EngineObjects;
}

type Library = ReturnType<typeof koffi.load>;
interface Loaded {
  readonly dll: DbgengDll;
  readonly library: Library;
}

/**
 * What was loaded, by path, with koffi's handle: koffi unloads a library whose handle is collected,
 * and the next call through a vtable would jump into nothing. So nothing is ever taken out.
 */
const loaded = new Map<string, Loaded>();

/**
 * Loads dbgeng.dll for the calling thread; each thread that calls the engine must do so.
 *
 * The running node.exe should lie in the same folder: it imports dbghelp.dll, so from elsewhere
 * the system's is loaded before the engine can bring its own.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/client-com-objects
 * @param folder The folder of dbgeng.dll.
 * @throws {EngineError} `missing` when there is no usable dbgeng.dll, `unsupported` when its
 * dbghelp.dll does not fit.
 */
export function loadDbgeng(folder: string): DbgengDll {
  const path = win32.join(folder, "dbgeng.dll");
  let entry = loaded.get(path);
  if (entry === undefined) {
    entry = load(path);
    loaded.set(path, entry);
  }
  return entry.dll;
}

function load(path: string): Loaded {
  const version = versionOf(path);
  let library: Library;
  try {
    library = koffi.load(path);
  } catch (cause) {
    throw new EngineError(
      "missing",
      `'${path}' cannot be loaded: the folder must hold the debugger's DLLs for ${process.arch} ` +
        "(dbgeng.dll, dbghelp.dll, dbgcore.dll, symsrv.dll).",
      { native: String(cause), cause },
    );
  }
  checkDbghelp(path, version);
  const debugCreate = library.func("__stdcall", "DebugCreate", "int32", ["void *", "void *"]);
  const dll: DbgengDll = {
    path,
    version,
    create() {
      // The thread that creates a client is the one that the engine will raise exceptions on.
      endWineExceptionList();
      const { native, result } = outPointer.open(undefined);
      const code = debugCreate(iidBytes(debugClient5.iid), ...native) as number;
      if (code < 0) throw new HresultError("dbgeng.dll", "DebugCreate", code);
      return engineObjects(new DebugClient(result?.(code) as Pointer));
    },
  };
  return { dll, library };
}

function versionOf(path: string): FileVersion | undefined {
  try {
    return fileVersion(readFileSync(path));
  } catch (cause) {
    throw new EngineError(
      "missing",
      `'${path}' cannot be read: dbgengPath must name the folder of dbgeng.dll, ` +
        "e.g. C:\\Program Files (x86)\\Windows Kits\\10\\Debuggers\\x64.",
      { native: String(cause), cause },
    );
  }
}

function engineObjects(client: DebugClient): EngineObjects {
  const control = new DebugControl(client.queryInterface(debugControl4.iid));
  const symbols = new DebugSymbols(client.queryInterface(debugSymbols3.iid));
  const dataSpaces = new DebugDataSpaces(client.queryInterface(debugDataSpaces4.iid));
  const registers = new DebugRegisters(client.queryInterface(debugRegisters2.iid));
  const systemObjects = new DebugSystemObjects(client.queryInterface(debugSystemObjects4.iid));
  const all = [systemObjects, registers, dataSpaces, symbols, control, client];
  return {
    client,
    control,
    symbols,
    dataSpaces,
    registers,
    systemObjects,
    release: () => {
      for (const one of all) one.release();
    },
  };
}
