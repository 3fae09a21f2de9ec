import { BreakpointFlag, BreakpointType, DataAccess } from "../../native/constants.ts";
import type { DebugBreakpoint } from "../../native/debug-breakpoint.ts";
import type { DebugControl } from "../../native/debug-control.ts";
import { optional } from "../errors.ts";

/**
 * What a debug register of the processor watches: data, or the execution of an instruction. It
 * knows no watching of reads alone.
 */
export interface Watch {
  readonly size: number;
  readonly access: "write" | "readWrite" | "execute";
}

/** Where a breakpoint of the engine is: in the code, or in a debug register. */
export interface Place {
  readonly address: bigint;
  readonly watch?: Watch | undefined;
}

/** The watch for an instruction; its size is always one. Intel SDM, volume 3, 18.2.4. */
export const executed: Watch = { size: 1, access: "execute" };

/** The processor's debug registers. */
const mostWatches = 4;

interface Placed extends Place {
  readonly breakpoint: DebugBreakpoint;
  readonly id: number;
  users: number;
}

/**
 * The engine's own breakpoints, one per place however many of the client's want it. They can be
 * added and removed only while the debuggee is stopped, or inside a callback.
 */
export class EngineBreakpoints {
  readonly #control: Pick<DebugControl, "addBreakpoint" | "removeBreakpoint">;
  readonly #at = new Map<string, Placed>();
  readonly #changed: (addresses: bigint[]) => void;
  #hasChanged = false;

  /** @param changed Told the addresses of all instructions with a breakpoint, by {@link announce}. */
  constructor(
    control: Pick<DebugControl, "addBreakpoint" | "removeBreakpoint">,
    changed: (addresses: bigint[]) => void,
  ) {
    this.#control = control;
    this.#changed = changed;
  }

  /** Addresses of instructions with a breakpoint. */
  get addresses(): bigint[] {
    return [...this.#at.values()].flatMap(({ address, watch }) => (watch ? [] : [address]));
  }

  /** Adds a user of the breakpoint at a place. Answers why not, when the engine refuses one. */
  add(place: Place): string | undefined {
    const known = this.#at.get(keyOf(place));
    if (known !== undefined) {
      known.users += 1;
      return undefined;
    }
    if (place.watch && this.#watches >= mostWatches) {
      return `the processor has ${mostWatches} debug registers for data and hardware breakpoints together, and all of them are in use`;
    }
    const type = place.watch ? BreakpointType.DATA : BreakpointType.CODE;
    const breakpoint = optional(() => this.#control.addBreakpoint(type));
    if (breakpoint === undefined) return "the engine refused it";
    const id = optional(() => {
      breakpoint.setOffset(place.address);
      if (place.watch) breakpoint.setDataParameters(place.watch.size, accessBits(place.watch));
      breakpoint.addFlags(BreakpointFlag.ENABLED);
      return breakpoint.id();
    });
    if (id === undefined) {
      optional(() => this.#control.removeBreakpoint(breakpoint));
      return "the engine refused it";
    }
    this.#at.set(keyOf(place), { ...place, breakpoint, id, users: 1 });
    this.#hasChanged ||= !place.watch;
    return undefined;
  }

  /** Tells which instructions have breakpoints, if others than before. Called before they get into the code. */
  announce(): void {
    if (this.#hasChanged) this.#changed(this.addresses);
    this.#hasChanged = false;
  }

  /** Takes a user away; the last one takes the breakpoint along. */
  remove(place: Place): void {
    const known = this.#at.get(keyOf(place));
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#at.delete(keyOf(place));
    optional(() => this.#control.removeBreakpoint(known.breakpoint));
    this.#hasChanged ||= !place.watch;
  }

  /** The place of the breakpoint with the engine's id, when it is one of these. */
  placeOf(id: number): Place | undefined {
    for (const known of this.#at.values()) {
      if (known.id === id) return known;
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

  /** Whether any of them watches data. */
  get watchesData(): boolean {
    return this.#watches > 0;
  }

  get #watches(): number {
    return [...this.#at.values()].filter(({ watch }) => watch !== undefined).length;
  }
}

/** Whether two places are the same. */
export function isSamePlace(a: Place, b: Place): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ address, watch }: Place): string {
  return watch === undefined ? `${address}` : `${address}:${watch.size}:${watch.access}`;
}

function accessBits({ access }: Watch): number {
  if (access === "execute") return DataAccess.EXECUTE;
  return access === "write" ? DataAccess.WRITE : DataAccess.READ | DataAccess.WRITE;
}
