import { BreakpointFlag, BreakpointType } from "../../native/constants.ts";
import type { DebugBreakpoint } from "../../native/debug-breakpoint.ts";
import type { DebugControl } from "../../native/debug-control.ts";
import { optional } from "../errors.ts";

/** A place to run to: a breakpoint of the engine host's own, which the client never sees. */
export class Waypoint {
  readonly #control: Pick<DebugControl, "addBreakpoint" | "removeBreakpoint">;
  readonly #breakpoint: DebugBreakpoint;
  /** The engine's id of the breakpoint. */
  readonly id: number;
  readonly address: bigint;
  /** The stack pointer must be above this; a deeper recursion passes through. */
  readonly minStack: bigint;

  /** @param thread The only thread that it stops, by the engine's id; absent: any. */
  constructor(
    control: Pick<DebugControl, "addBreakpoint" | "removeBreakpoint">,
    place: { address: bigint; minStack?: bigint; thread?: number },
  ) {
    this.#control = control;
    this.#breakpoint = control.addBreakpoint(BreakpointType.CODE);
    this.#breakpoint.setOffset(place.address);
    if (place.thread !== undefined) this.#breakpoint.setMatchThreadId(place.thread);
    this.#breakpoint.addFlags(BreakpointFlag.ENABLED);
    this.id = this.#breakpoint.id();
    this.address = place.address;
    this.minStack = place.minStack ?? 0n;
  }

  /** Takes it out of the stopped debuggee. */
  remove(): void {
    optional(() => this.#control.removeBreakpoint(this.#breakpoint));
  }
}
