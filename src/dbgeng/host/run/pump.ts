import { InterruptKind, Status } from "../../native/constants.ts";
import type { DebugControl } from "../../native/debug-control.ts";

/** How the debuggee is set in motion: one of the engine's `Status` values. */
export type Motion =
  | typeof Status.GO
  | typeof Status.GO_HANDLED
  | typeof Status.GO_NOT_HANDLED
  | typeof Status.STEP_OVER
  | typeof Status.STEP_INTO;

/** Whether the debuggee shall be stopped: from the second slice on, or by the very first one. */
export type Interrupt = boolean | "at once";

/** For so long a slice may go on passing over events. */
const longestSliceMs = 100;

/**
 * Runs the debuggee in slices, so that the engine's thread gets its hands free between them.
 *
 * `WaitForEvent` without a limit would block this thread, and the engine asks a process server for
 * events once a second only; an interrupt would take that long. What keeps slices from doing harm:
 *
 * - After a wait that timed out the engine says BREAK although the debuggee runs, and an interrupt
 *   asked for now is lost. So GO is set again first; then the interrupt is taken in a few
 *   milliseconds.
 * - Setting GO again would cancel a step, and setting the step again is refused. A step is left
 *   alone until an interrupt is wanted; then it is lost, and whoever asked has to finish it.
 * - An interrupt that is sent before the debuggee has really been resumed meets the engine while it
 *   steps a thread off its breakpoint, and the debuggee dies of it. So the first slice sends none.
 * - A second interrupt before the first one stopped the debuggee would stop it twice. So one is
 *   sent and then remembered until it arrives.
 */
export class Pump {
  readonly #control: Pick<DebugControl, "setExecutionStatus" | "setInterrupt" | "waitForEvent">;
  #motion: Motion = Status.GO;
  #started = false;
  #breakInUnderWay = false;
  #overdueFrom = Number.POSITIVE_INFINITY;
  /** Whether no event at all is to be passed over. */
  passesNothing = false;

  constructor(control: Pick<DebugControl, "setExecutionStatus" | "setInterrupt" | "waitForEvent">) {
    this.#control = control;
  }

  /** Whether an interrupt was sent that has not stopped the debuggee yet. */
  get breakInUnderWay(): boolean {
    return this.#breakInUnderWay;
  }

  /**
   * Whether an event that nobody is to see must stop the debuggee all the same: passing over it
   * would cancel the engine's own step, or end a debuggee that is just being interrupted (seen under
   * Wine), and a storm of such events would never let the slice end.
   */
  get mustBreak(): boolean {
    return isStep(this.#motion) || this.#breakInUnderWay || this.isOverdue;
  }

  /** Whether the slice has to end with the next event, as events pass that nobody is to see. */
  get isOverdue(): boolean {
    return this.passesNothing || Date.now() > this.#overdueFrom;
  }

  /** Whether the debuggee is about to be set in motion and still stands. */
  get holds(): boolean {
    return !this.#started && !this.#breakInUnderWay;
  }

  /** How the debuggee was, or is about to be, set in motion. */
  get motion(): Motion {
    return this.#motion;
  }

  /** Sets the debuggee in motion with the next slice. */
  begin(motion: Motion): void {
    this.#motion = motion;
    this.#started = false;
  }

  /**
   * Lets the debuggee run for a while.
   * @param interrupt Whether it shall be stopped. `at once` only without breakpoints.
   * @returns true when an event stopped it; false when it still runs.
   * @throws {HresultError} when the engine cannot resume the debuggee, or has lost it.
   */
  slice(timeoutMs: number, interrupt: Interrupt): boolean {
    const may = interrupt === "at once" || (interrupt && this.#started);
    const send = may && !this.#breakInUnderWay;
    if (!this.#started) {
      this.#control.setExecutionStatus(this.#motion);
      this.#started = true;
    } else if (send || !isStep(this.#motion)) {
      this.#control.setExecutionStatus(Status.GO);
      this.#motion = Status.GO;
    }
    if (send) {
      this.#control.setInterrupt(InterruptKind.ACTIVE);
      this.#breakInUnderWay = true;
    }
    this.#overdueFrom = Date.now() + longestSliceMs;
    try {
      return this.#control.waitForEvent(timeoutMs);
    } finally {
      this.#overdueFrom = Number.POSITIVE_INFINITY;
    }
  }

  /** Notes that the interrupt's own event has arrived. */
  breakInArrived(): void {
    this.#breakInUnderWay = false;
  }

  /** Forgets everything: the debuggee is gone. */
  reset(): void {
    this.#breakInUnderWay = false;
    this.#started = false;
  }
}

function isStep(motion: Motion): boolean {
  return motion === Status.STEP_OVER || motion === Status.STEP_INTO;
}
