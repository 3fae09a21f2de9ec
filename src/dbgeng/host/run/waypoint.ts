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

  constructor(
    control: Pick<DebugControl, "addBreakpoint" | "removeBreakpoint">,
    place: { readonly address: bigint; readonly minStack?: bigint },
  ) {
    this.#control = control;
    this.#breakpoint = control.addBreakpoint(BreakpointType.CODE);
    this.#breakpoint.setOffset(place.address);
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
