import { exceptionFilters as dbgengFilters } from "./dbgeng/exception-filters.ts";
import type { Engine, EngineOptions } from "./engine/engine.ts";
import type { ExceptionFilter } from "./engine/exception-model.ts";
import type { EngineKind } from "./engine/model.ts";
import { exceptionFilters as gdbFilters } from "./gdb/run/exception-filters.ts";

/** Opens an engine: finds it, starts its process and answers when it can take calls. */
export type OpenEngine = (kind: EngineKind, options: EngineOptions) => Promise<Engine>;

/**
 * Opens the engine of the given kind.
 * @throws {EngineError} `missing` when the debugger, or what it needs, is not installed.
 */
export const openEngine: OpenEngine = async (kind, options) => {
  if (kind === "gdb") {
    const { openGdbEngine } = await import("./gdb/gdb-engine.ts");
    return openGdbEngine(options);
  }
  const { openDbgengEngine } = await import("./dbgeng/dbgeng-engine.ts");
  return openDbgengEngine(options);
};

/** What one engine or the other can stop at; that of this system comes first. */
export const exceptionFilters: readonly ExceptionFilter[] =
  process.platform === "win32"
    ? [...dbgengFilters, ...gdbFilters]
    : [...gdbFilters, ...dbgengFilters];

/**
 * Fetches what dbgeng needs to run under Wine.
 * @param dbgengPath The engine that is to run; absent: a 64-bit one.
 * @param progress Receives one line per step.
 * @throws {EngineError} `missing` when it cannot be fetched.
 */
export async function setUpWine(
  dbgengPath: string | undefined,
  progress: (line: string) => void,
): Promise<void> {
  const wine = await import("./dbgeng/wine/set-up-wine.ts");
  const { engineArch } = await import("./dbgeng/host-program.ts");
  await wine.setUpWine(dbgengPath === undefined ? "x64" : engineArch(dbgengPath), progress);
}
