import type { EngineObjects } from "../../native/dbgeng-dll.ts";

/** What it needs of the engine. */
type Engine = Pick<EngineObjects, "systemObjects" | "registers">;

/** Where a thread is, by the engine's id. */
interface Place {
  readonly thread: number;
  readonly address: bigint;
}

/**
 * A breakpoint that a thread has hit and could not leave, because our break-in was under way and
 * stopped the debuggee before the thread had made its first step. The engine steps only the thread
 * of the last event off its breakpoint, which then is the carrier of the break-in; so the thread hits
 * the same breakpoint again where it stands. That is the same hit, to be neither counted nor told.
 */
export class UnleftBreakpoint {
  readonly #engine: Engine;
  /** Where a thread was hit while a break-in was under way. */
  #hit: Place | undefined;
  /** The same place, once the break-in has found the thread still there. */
  #unleft: Place | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Notes a hit that has stopped the debuggee. @param breakInUnderWay Whether one will follow. */
  hit(breakInUnderWay: boolean): void {
    this.forget();
    if (!breakInUnderWay) return;
    const thread = this.#engine.systemObjects.eventThread();
    this.#hit = { thread, address: this.#addressOf(thread) };
  }

  /** Notes that the break-in has stopped the debuggee. */
  brokeIn(): void {
    const hit = this.#hit;
    this.#hit = undefined;
    const all = this.#engine.systemObjects.threads();
    if (hit === undefined || all.every(({ engineId }) => engineId !== hit.thread)) return;
    if (this.#addressOf(hit.thread) === hit.address) this.#unleft = hit;
  }

  /** Whether the hit that has just come is that of the breakpoint which the thread never left. */
  isHitAgain(): boolean {
    const { thread, address } = this.#unleft ?? {};
    if (thread === undefined || thread !== this.#engine.systemObjects.eventThread()) return false;
    return this.#addressOf(thread) === address;
  }

  /** Forgets the debuggee, or that the thread will go on from there. */
  forget(): void {
    this.#hit = undefined;
    this.#unleft = undefined;
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
