import type { EngineObjects } from "../../native/dbgeng-dll.ts";

/** Bytes of the instruction that the engine puts where a breakpoint is. */
const breakLength = 1n;

/** What it needs of the engine. */
type Engine = Pick<EngineObjects, "systemObjects" | "registers">;

/**
 * Breakpoints that threads have hit and could not leave, because another event stopped the debuggee
 * before they had made their first step. The engine steps only the thread of the last event off its
 * breakpoint; so the others hit the same breakpoint again where they stand. That is the same hit, to
 * be neither counted nor told.
 */
export class UnleftBreakpoints {
  readonly #engine: Engine;
  /** Where threads were hit last, by the engine's ids. */
  readonly #hit = new Map<number, bigint>();
  /** The same, once another event has found the thread still there. */
  readonly #unleft = new Map<number, bigint>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Notes a hit that has stopped the debuggee. @param inCode Whether that has to be left. */
  hit(inCode: boolean): void {
    const thread = this.#engine.systemObjects.eventThread();
    this.left(thread);
    if (inCode) this.#hit.set(thread, this.#addressOf(thread));
  }

  /** Looks where the threads are, at an event of one of them. */
  look(): void {
    if (this.#hit.size === 0 && this.#unleft.size === 0) return;
    const { systemObjects } = this.#engine;
    const present = new Set(systemObjects.threads().map(({ engineId }) => engineId));
    for (const [thread, address] of [...this.#unleft, ...this.#hit]) {
      if (!present.has(thread) || !this.#isAt(thread, address)) this.left(thread);
      else if (thread !== systemObjects.eventThread()) this.#unleft.set(thread, address);
    }
  }

  /** Whether the hit that has just come is that of a breakpoint which the thread never left. */
  isHitAgain(): boolean {
    if (this.#unleft.size === 0) return false;
    const thread = this.#engine.systemObjects.eventThread();
    return this.#unleft.get(thread) === this.#addressOf(thread);
  }

  /** Notes that a thread, by the engine's id, has left its breakpoint, or will go on elsewhere. */
  left(thread: number): void {
    this.#hit.delete(thread);
    this.#unleft.delete(thread);
  }

  /** Forgets the debuggee. */
  forget(): void {
    this.#hit.clear();
    this.#unleft.clear();
  }

  /** Whether a thread is at a breakpoint, or in the next hit of it, which the engine is yet to hear of. */
  #isAt(thread: number, address: bigint): boolean {
    const at = this.#addressOf(thread);
    return at === address || at === address + breakLength;
  }

  /** Where a thread of the stopped debuggee is. Which thread is current stays as it was. */
  #addressOf(thread: number): bigint {
    const { systemObjects, registers } = this.#engine;
    const current = systemObjects.currentThreadId();
    systemObjects.setCurrentThreadId(thread);
    try {
      return registers.instructionOffset();
    } finally {
      systemObjects.setCurrentThreadId(current);
    }
  }
}
