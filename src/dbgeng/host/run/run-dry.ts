import { Status } from "../../native/constants.ts";
import type { BreakIn } from "./break-in.ts";
import type { Slices } from "./slices.ts";
import { isError } from "./stop-event.ts";

/** How long a debuggee that is let go may take to get quiet by itself. */
const patienceMs = 100;
/** On a busy machine an event may take longer than one slice to arrive. */
const quietSlices = 2;

/** What the last run of a debuggee that is let go needs. */
export interface LastRun {
  readonly slices: Slices;
  readonly breakIn: Pick<BreakIn, "carrierOf">;
  /** Whether it still runs, and has not ended or been lost. */
  isRunning(): boolean;
}

/**
 * Lets a debuggee that was just set in motion, without breakpoints, run until nothing of ours comes
 * out of it any more: break-ins, and threads that ran into breakpoints before those were removed.
 *
 * One that raises exceptions all the time is never quiet. It must not be let go at one of them,
 * which it would not get to handle: it is let go at an interrupt.
 */
export function runDry({ slices, breakIn, isRunning }: LastRun, timeoutMs: number): void {
  const start = Date.now();
  const { pump } = slices;
  let quiet = 0;
  let raises = false;
  while (isRunning() && Date.now() < start + timeoutMs && quiet < quietSlices) {
    const isBusy = Date.now() > start + patienceMs;
    const before = slices.exceptions;
    // Between two exceptions there may never be a slice but the first.
    const event = slices.next(isBusy && (raises ? "at once" : true));
    const isQuiet = event === undefined && slices.exceptions === before;
    quiet = isQuiet && !pump.breakInUnderWay ? quiet + 1 : 0;
    if (event === undefined) continue;
    if (breakIn.carrierOf(event) !== undefined && isBusy) return;
    raises ||= isError(event);
    pump.begin(isError(event) ? Status.GO_NOT_HANDLED : Status.GO);
  }
}
