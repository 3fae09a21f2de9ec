import { EndSession } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { isServerLost, optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";

/** How long a running debuggee gets to stop before it is let go as it is. */
const stopTimeoutMs = 1_500;
/** How long what is on its way to the engine gets to arrive. */
const runDryMs = 900;
/** Exit code of a debuggee that was ended and whose own is not known. */
const endedByUs = 1;

/**
 * Lets the debuggee go unharmed, in the one order that was found to be safe: breakpoints out of
 * its code, single-step flags and debug registers clean, then running until no thread is left that
 * ran into one of them (such a thread would die of it without a debugger), then `DetachProcesses`
 * and the end of the session.
 */
export function detachDebuggee(host: HostEngine): void {
  const { execution, objects } = host;
  if (!execution.hasDebuggee()) return;
  if (host.origin === "dump") {
    host.endSession(EndSession.PASSIVE);
    return;
  }
  // Nobody would attach to what it still starts.
  host.followsChildren = false;
  const stopped = execution.state === "stopped" || execution.forceStop(stopTimeoutMs) !== undefined;
  // It may have ended in this very moment.
  if (!execution.hasDebuggee()) return;
  if (stopped) {
    execution.abandonJourney();
    host.breakpoints.removeFromDebuggee();
    optional(() => host.exceptions.release());
    optional(() => clearStepping(objects));
    optional(() => execution.runDry(runDryMs));
  }
  if (!execution.hasDebuggee()) return;
  optional(() => objects.client.detachProcesses());
  host.endSession(EndSession.ACTIVE_DETACH);
}

/** Ends the debuggee, launched or attached, and tells of its exit. */
export function killDebuggee(host: HostEngine): void {
  const { execution, objects } = host;
  if (!execution.hasDebuggee()) return;
  try {
    objects.client.terminateProcesses();
  } catch (error) {
    if (isServerLost(error)) throw error;
  }
  const known = optional(() => objects.client.exitCode()) ?? execution.slices.exitCode;
  host.exited(known ?? endedByUs, "The debuggee was killed.");
}

const trapFlag = 0x100n;
/** The bits of dr7 that arm the four debug registers. */
const armed = 0xffn;

/**
 * Clears the trap flag and the debug registers of every thread. A thread that has neither is left
 * alone: one that was created to stop the debuggee does not survive having its registers written.
 */
function clearStepping({ systemObjects, registers }: EngineObjects): void {
  const clear = (name: string, bits: bigint) => {
    const index = optional(() => registers.indexByName(name));
    if (index === undefined) return;
    const { integer = 0n, type } = registers.value(index);
    if ((integer & bits) === 0n) return;
    optional(() => registers.setValue(index, { type, integer: integer & ~bits }));
  };
  for (const { engineId } of systemObjects.threads()) {
    systemObjects.setCurrentThreadId(engineId);
    clear("efl", trapFlag);
    clear("dr7", armed);
  }
}
