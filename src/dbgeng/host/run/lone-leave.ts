import { CodeLevel } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { optional } from "../errors.ts";
import { Freezer } from "./freezer.ts";

/** One instruction takes no time, unless it waits for another thread. */
const aloneMs = 400;

/**
 * Has the thread of the last event leave its breakpoint while all others are frozen.
 *
 * The engine by itself takes the breakpoint out, has the thread make a step, and lets the others run
 * meanwhile: they pass the place unseen. Under Wine 8 it is fatal besides, once data is watched. Then
 * a thread asks for its own context after each step; if another one runs into a breakpoint in that very
 * moment, the first is stopped with its question open, waits for itself and never runs again, and the
 * engine waits for its context for ever.
 */
export class LoneLeave {
  readonly #engine: Pick<EngineObjects, "control" | "systemObjects" | "registers">;
  readonly #freezer: Freezer;
  #until = Number.POSITIVE_INFINITY;

  constructor(engine: Pick<EngineObjects, "control" | "systemObjects" | "registers">) {
    this.#engine = engine;
    this.#freezer = new Freezer(engine.control);
  }

  /** Whether a thread is on its way. */
  get active(): boolean {
    return this.#freezer.active;
  }

  /** Whether the thread must be stopped to free the others, for which it waits. */
  get stuck(): boolean {
    return this.active && Date.now() > this.#until;
  }

  /**
   * Freezes the others if the thread stands at a breakpoint; the debuggee is to make one step then.
   * @param isBreakpoint Whether there is a breakpoint in the code at an address.
   * @returns whether there is a step to make.
   */
  begin(isBreakpoint: (address: bigint) => boolean): boolean {
    const { control, systemObjects, registers } = this.#engine;
    // The event of a child that was let go has no thread any more.
    const thread = optional(() => systemObjects.eventThread());
    if (thread === undefined) return false;
    const all = systemObjects.threads().map(({ engineId }) => engineId);
    if (all.length < 2 || !all.includes(thread)) return false;
    systemObjects.setCurrentThreadId(thread);
    if (!isBreakpoint(registers.instructionOffset())) return false;
    control.setCodeLevel(CodeLevel.ASSEMBLY);
    this.#freezer.freeze(all.filter((id) => id !== thread));
    this.#until = Date.now() + aloneMs;
    return true;
  }

  /** Lets the others of the stopped debuggee run again. */
  end(): void {
    if (this.active) this.#freezer.thaw();
  }

  /** Forgets the threads: the debuggee is gone. */
  forget(): void {
    this.#freezer.forget();
  }
}
