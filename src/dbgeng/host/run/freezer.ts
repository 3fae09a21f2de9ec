import type { DebugControl } from "../../native/debug-control.ts";
import { optional } from "../errors.ts";

/**
 * Keeps threads from running while others do. A step sets a breakpoint that any thread can run
 * into; with the others frozen it stays on its own thread.
 */
export class Freezer {
  readonly #control: Pick<DebugControl, "execute">;
  #frozen: readonly number[] = [];

  constructor(control: Pick<DebugControl, "execute">) {
    this.#control = control;
  }

  /** Whether any thread is frozen. */
  get active(): boolean {
    return this.#frozen.length > 0;
  }

  /** Freezes threads, by the engine's ids. The debuggee must be stopped. */
  freeze(threads: readonly number[]): void {
    this.thaw();
    this.#frozen = threads;
    this.#command("f");
  }

  /** Lets all of them run again. The debuggee must be stopped. */
  thaw(): void {
    this.#command("u");
    this.#frozen = [];
  }

  /** Forgets the threads: the debuggee is gone. */
  forget(): void {
    this.#frozen = [];
  }

  #command(verb: "f" | "u"): void {
    // A thread may have ended meanwhile.
    for (const id of this.#frozen) optional(() => this.#control.execute(`~${id}${verb}`));
  }
}
