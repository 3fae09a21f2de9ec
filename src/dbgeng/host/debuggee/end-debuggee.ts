import { EngineError } from "../../../engine/errors.ts";
import { EndSession, EventType } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { isServerLost, optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";
import type { StopEvent } from "../run/stop-event.ts";
import { leaveSuspended } from "./left-suspended.ts";

/** How long a running debuggee gets to stop before it is let go as it is. */
const stopTimeoutMs = 1_500;
/** How long what is on its way to the engine gets to arrive. */
const runDryMs = 900;
/** How long its threads get to be suspended for good. */
const parkMs = 2_000;
/** Exit code of a debuggee that was ended and whose own is not known. */
const endedByUs = 1;

/**
 * Lets the debuggee go unharmed, in the one order that was found to be safe: breakpoints out of
 * its code, single-step flags and debug registers clean, then running until no thread is left that
 * ran into one of them (such a thread would die of it without a debugger), then `DetachProcesses`
 * and the end of the session.
 */
export function detachDebuggee(host: HostEngine): void {
  letGo(host, () => void optional(() => host.execution.runDry(runDryMs)));
}

/**
 * Lets the debuggee go in the same way, but with its threads suspended, for whoever attaches next.
 * @throws {EngineError} `native` when it cannot be stopped; it was let go as it is.
 */
export function suspendDebuggee(host: HostEngine): void {
  const { execution, objects } = host;
  const stopped = letGo(host, (event) => {
    const carrier = event && execution.breakIn.carrierOf(event);
    // One that has not run yet is in no event that would do harm.
    const isNew = objects.control.lastEvent().type === EventType.CREATE_PROCESS;
    const threads = host.threads.own(carrier);
    if (isNew) leaveSuspended(objects, threads);
    else execution.park(threads, parkMs);
  });
  if (stopped) return;
  throw new EngineError(
    "native",
    `The debuggee could not be stopped within ${stopTimeoutMs / 1000} s, so it runs on.`,
  );
}

/**
 * @param last Done with the stopped debuggee when nothing else is left to do; is told what it was
 * stopped by, if that was done for this.
 * @returns whether the debuggee was stopped for it, or is gone.
 */
function letGo(host: HostEngine, last: (event: StopEvent | undefined) => void): boolean {
  const { execution, objects } = host;
  if (!execution.hasDebuggee()) return true;
  if (host.origin === "dump") {
    host.endSession(EndSession.PASSIVE);
    return true;
  }
  // Nobody would attach to what it still starts.
  host.followsChildren = false;
  const event = execution.state === "running" ? execution.forceStop(stopTimeoutMs) : undefined;
  // It may have ended in this very moment.
  if (!execution.hasDebuggee()) return true;
  const stopped = execution.state === "stopped" || event !== undefined;
  if (stopped) {
    execution.abandonJourney();
    host.breakpoints.removeFromDebuggee();
    optional(() => host.exceptions.release());
    optional(() => clearStepping(objects));
    last(event);
  }
  if (execution.hasDebuggee()) {
    optional(() => objects.client.detachProcesses());
    host.endSession(EndSession.ACTIVE_DETACH);
  }
  return stopped;
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
