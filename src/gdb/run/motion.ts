import type { MiSession } from "../mi/mi-session.ts";

/** Which threads run along with one that is moved; `replay` is all of them. */
export type Locking = "replay" | "step" | "on";

/** What sets the debuggee in motion, and what did so last. */
export class Motion {
  readonly #mi: MiSession;
  #last = "-exec-continue";
  #begun: Promise<unknown> = Promise.resolve();
  #locking: Locking = "replay";

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** Settled when gdb has answered what set the debuggee in motion last. */
  get begun(): Promise<unknown> {
    return this.#begun;
  }

  /** Which threads run along with one that is moved. */
  get locking(): Locking {
    return this.#locking;
  }

  /** Notes what set the debuggee in motion, where that was somebody else. */
  note(command: string): void {
    this.#last = command;
  }

  /** Sets the debuggee in motion. @throws {EngineError} when gdb refuses it. */
  async begin(command: string, locking: Locking): Promise<void> {
    this.#last = command;
    if (locking !== this.#locking) {
      await this.#mi.send(`-gdb-set scheduler-locking ${locking}`);
      this.#locking = locking;
    }
    this.#begun = this.#mi.send(command);
    await this.#begun;
  }

  /** Goes on with what a stop that nobody is told of has come between. */
  async goOn(): Promise<void> {
    await this.#mi.send(this.#last);
  }
}
