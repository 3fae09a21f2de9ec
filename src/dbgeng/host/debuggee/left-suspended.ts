import { InterruptKind, Status } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { EngineAndSystemId } from "../../native/debug-system-objects.ts";
import { optional } from "../errors.ts";

/**
 * How often each thread of a process that is left stopped is suspended. Who creates a process
 * suspended does so once; that is not for an attaching debugger to undo.
 */
const times = 2;
/** The engine itself suspends every thread of a stopped debuggee. */
const byEngine = 1;
/** How long the system gets to begin with a process before it is stopped once more. */
const beginMs = 1_000;
const stopMs = 5_000;

/** Where a thread is that has not run yet. */
const threadBeginning = "ntdll!RtlUserThreadStart";

type Engine = Pick<EngineObjects, "control" | "systemObjects" | "registers" | "symbols">;

/** Suspends the threads of the current process, so that they stay where they are without a debugger. */
export function leaveSuspended(
  { control }: Pick<EngineObjects, "control">,
  threads: readonly EngineAndSystemId[],
): void {
  for (const { engineId } of threads) {
    for (let count = 0; count < times; count += 1) control.execute(`~${engineId}n`);
  }
}

/** Undoes {@link leaveSuspended} for threads. One may have ended meanwhile. */
export function resumeSuspended(
  { control }: Pick<EngineObjects, "control">,
  threads: readonly EngineAndSystemId[],
): void {
  for (const { engineId } of threads) {
    for (let count = 0; count < times; count += 1) optional(() => control.execute(`~${engineId}m`));
  }
}

/**
 * Undoes {@link leaveSuspended} in a process that was just attached to, if it was left so. The
 * debuggee is stopped, before and after.
 * @param list Answers the engine's list of threads, the output of `~`.
 */
export function wakeUp(engine: Engine, list: () => string): void {
  const { systemObjects } = engine;
  const carriers = new Set([systemObjects.eventThread()]);
  const own = () => systemObjects.threads().filter(({ engineId }) => !carriers.has(engineId));
  const counts = suspendCounts(list());
  const isLeft = ({ engineId }: EngineAndSystemId) =>
    (counts.get(engineId) ?? 0) >= byEngine + times;
  const left = own();
  if (left.length === 0 || !left.every(isLeft)) return;
  if (hasNotBegun(engine, left)) {
    // The thread that stops the debuggee has prepared the process on its way, and was stopped for that
    // first. Its own stop is still to come, and must not meet threads that run.
    passOneStop(engine);
    carriers.add(systemObjects.eventThread());
  }
  resumeSuspended(engine, own());
}

/** Suspend counts by the engine's ids, from lines such as `.  0  Id: 170.174 Suspend: 2 Teb: ...`. */
export function suspendCounts(listing: string): Map<number, number> {
  const lines = listing.matchAll(/^[.#\s]*(\d+)\s+Id: \S+ Suspend: (\d+)/gm);
  return new Map(Array.from(lines, ([, id, count]) => [Number(id), Number(count)]));
}

/** Whether the process was left before any of its own code ran. */
function hasNotBegun(
  { systemObjects, registers, symbols }: Engine,
  threads: readonly EngineAndSystemId[],
): boolean {
  const beginning = optional(() => symbols.offsetByName(threadBeginning).offset);
  const current = systemObjects.currentThreadId();
  try {
    return threads.every(({ engineId }) => {
      systemObjects.setCurrentThreadId(engineId);
      return registers.instructionOffset() === beginning;
    });
  } finally {
    systemObjects.setCurrentThreadId(current);
  }
}

function passOneStop({ control }: Engine): void {
  control.setExecutionStatus(Status.GO);
  if (control.waitForEvent(beginMs)) return;
  control.setExecutionStatus(Status.GO);
  control.setInterrupt(InterruptKind.ACTIVE);
  control.waitForEvent(stopMs);
}
