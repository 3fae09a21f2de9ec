import { BreakpointFlag, BreakpointType } from "../native/constants.ts";
import type { DebugBreakpoint } from "../native/debug-breakpoint.ts";
import type { DebugControl } from "../native/debug-control.ts";
import { optional } from "./errors.ts";

/**
 * The engine's own breakpoints, one per address however many line breakpoints want it. They can be
 * added and removed only while the debuggee is stopped, or inside a callback.
 */
export class EngineBreakpoints {
  readonly #control: Pick<DebugControl, "addBreakpoint" | "removeBreakpoint">;
  readonly #at = new Map<bigint, { breakpoint: DebugBreakpoint; id: number; users: number }>();
  readonly #changed: (addresses: bigint[]) => void;

  /** @param changed Told all addresses whenever there are others. */
  constructor(
    control: Pick<DebugControl, "addBreakpoint" | "removeBreakpoint">,
    changed: (addresses: bigint[]) => void,
  ) {
    this.#control = control;
    this.#changed = changed;
  }

  /** Addresses with a breakpoint. */
  get addresses(): bigint[] {
    return [...this.#at.keys()];
  }

  /** Adds a user of the breakpoint at an address. Answers false when the engine refuses one. */
  add(address: bigint): boolean {
    const known = this.#at.get(address);
    if (known !== undefined) {
      known.users += 1;
      return true;
    }
    const breakpoint = optional(() => this.#control.addBreakpoint(BreakpointType.CODE));
    if (breakpoint === undefined) return false;
    const id = optional(() => {
      breakpoint.setOffset(address);
      breakpoint.addFlags(BreakpointFlag.ENABLED);
      return breakpoint.id();
    });
    if (id === undefined) {
      optional(() => this.#control.removeBreakpoint(breakpoint));
      return false;
    }
    this.#at.set(address, { breakpoint, id, users: 1 });
    this.#changed(this.addresses);
    return true;
  }

  /** Takes a user away; the last one takes the breakpoint along. */
  remove(address: bigint): void {
    const known = this.#at.get(address);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#at.delete(address);
    optional(() => this.#control.removeBreakpoint(known.breakpoint));
    this.#changed(this.addresses);
  }

  /** The address of the breakpoint with the engine's id, when it is one of these. */
  addressOf(id: number): bigint | undefined {
    for (const [address, known] of this.#at) {
      if (known.id === id) return address;
    }
    return undefined;
  }

  /** Removes all breakpoints from the debuggee. */
  removeAll(): void {
    for (const { breakpoint } of this.#at.values()) {
      optional(() => this.#control.removeBreakpoint(breakpoint));
    }
    this.#at.clear();
  }

  /** Forgets all breakpoints without touching them: the engine destroyed them with the debuggee. */
  forgetAll(): void {
    for (const { breakpoint } of this.#at.values()) breakpoint.forget();
    this.#at.clear();
  }
}
