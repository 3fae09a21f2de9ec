import { setTimeout } from "node:timers/promises";
import { HostProcess } from "./host-process.ts";
import type { HostProgram } from "./host-program.ts";
import type { CodePlace } from "./host-protocol.ts";

/** A process that an engine host has left behind, and what it has left in it. */
export interface Stranded {
  readonly connectionString: string;
  readonly processId: number;
  /** Where breakpoints were, with the code that belongs there. */
  readonly places: readonly CodePlace[];
}

const timeoutMs = 10_000;

/**
 * Frees a process whose engine host was killed, or has left it suspended. The process server lets it
 * live then, but as it was: with its threads suspended if it was stopped, and with breakpoints in its
 * code that it would die of. Another host attaches, puts both right and detaches.
 * @throws {EngineError} when the debuggee or its process server is gone as well.
 */
export async function rescueDebuggee(program: HostProgram, stranded: Stranded): Promise<void> {
  const { connectionString, processId, places } = stranded;
  const host = await HostProcess.start(program, () => {});
  // A process server that is frozen answers nothing.
  const late = new AbortController();
  setTimeout(timeoutMs, undefined, { signal: late.signal, ref: false }).then(
    () => host.abandon(),
    () => {},
  );
  try {
    await host.call("setUp", {
      symbolPath: [],
      visualizerFiles: [],
      initCommands: [],
      underWine: program.underWine,
    });
    await host.call("rescue", connectionString, processId, places);
  } finally {
    late.abort();
    // Its work is done; leaving the process server in order would take another second.
    host.abandon();
  }
}
