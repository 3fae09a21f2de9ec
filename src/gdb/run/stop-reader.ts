import type { Stop } from "../../engine/model.ts";
import type { EntryBreakpoint } from "../debuggee/entry-breakpoint.ts";
import { type MiTuple, textOf, tupleOf } from "../mi/mi-value.ts";
import type { StoppedAt } from "./exception-info.ts";
import type { PauseRequest } from "./pause-request.ts";
import { breakpointNumberOf, stopCauseOf } from "./stop-reason.ts";

/** Why the debuggee stopped. */
export type Cause = Omit<Stop, "threadId">;

/** What reading a stop needs from its surroundings. */
export interface StopReaderParts {
  /** The engine's ids of the breakpoints that were hit, and of the one that gdb names. */
  readonly takeHits: (number: number | undefined) => number[];
  /** What kind of C++ exceptions gdb's breakpoint of that number is for. */
  readonly catchpoint: (number: number | undefined) => "throw" | "catch" | undefined;
  /** The name of the C++ exception that a thread, by gdb's number, has stopped at. */
  readonly exceptionName: (thread: string) => Promise<string>;
}

/** Reads gdb's stop records. */
export class StopReader {
  readonly #parts: StopReaderParts;
  readonly #pause: PauseRequest;
  #entry: EntryBreakpoint | undefined;
  #stoppedAt: StoppedAt | undefined;

  constructor(parts: StopReaderParts, pause: PauseRequest) {
    this.#parts = parts;
    this.#pause = pause;
  }

  /** The exception of the last stop; undefined when there was none. */
  get stoppedAt(): StoppedAt | undefined {
    return this.#stoppedAt;
  }

  /** The next stop at this breakpoint is the one at the entry of the program. */
  expectEntry(entry: EntryBreakpoint): void {
    this.#entry = entry;
  }

  /** Notes what a thread has stopped at, where gdb tells of no stop. */
  noteException(stoppedAt: StoppedAt): void {
    this.#stoppedAt = stoppedAt;
  }

  /** Forgets what the thread has stopped at. */
  forgetException(): void {
    this.#stoppedAt = undefined;
  }

  /** Forgets all about the debuggee. */
  clear(): void {
    this.#entry = undefined;
    this.#stoppedAt = undefined;
  }

  /**
   * What to tell of a stop; undefined for one that is to pass unnoticed.
   * @param more What there is to say of a breakpoint.
   */
  causeOf(results: MiTuple, more?: string): Cause | undefined {
    const number = breakpointNumberOf(results);
    const signal = textOf(results, "signal-name");
    if (signal === "0" && !this.#pause.pending) return undefined;
    const asked = this.#pause.explains(signal);
    this.#pause.end();
    this.#stoppedAt = undefined;
    const ids = this.#parts.takeHits(number);
    if (asked) return { reason: { kind: "pause" } };
    const address = textOf(tupleOf(results, "frame"), "addr");
    if (this.#atEntry(number, address)) return { reason: { kind: "entry" } };
    const cpp = this.#parts.catchpoint(number);
    if (cpp !== undefined) {
      this.#stoppedAt = { cpp };
      return { reason: { kind: "exception", name: "" }, text: `C++ exception: ${cpp}` };
    }
    if (signal !== undefined) {
      this.#stoppedAt = { signal, meaning: textOf(results, "signal-meaning") };
    }
    const cause = stopCauseOf(results, ids);
    return more === undefined ? cause : { ...cause, text: more };
  }

  /** Gives a C++ exception its name. @param thread gdb's number of the thread that stopped. */
  async named(stop: Cause, thread: string | undefined): Promise<Cause> {
    const { reason } = stop;
    if (reason.kind !== "exception" || reason.name !== "" || thread === undefined) return stop;
    const name = await this.#parts.exceptionName(thread);
    return { ...stop, reason: { kind: "exception", name } };
  }

  #atEntry(number: number | undefined, address: string | undefined): boolean {
    const entry = this.#entry;
    if (entry === undefined || number === undefined) return false;
    if (number !== entry.breakpoint && address !== entry.address) return false;
    this.#entry = undefined;
    return true;
  }
}
