import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tupleOf, tuplesOf } from "../mi/mi-value.ts";
import type { Motion } from "./motion.ts";

/** What gdb says of a call where it must call nothing. */
export const callRefusal = "may-call-functions is off";

/** Whether gdb said that it would have to call a function, where it must not. */
export function needsCall(said: string | undefined): boolean {
  return said?.includes(callRefusal) ?? false;
}

/**
 * Functions of the debuggee that an expression calls.
 *
 * Meanwhile nothing is to stop it and its other threads stand still, as in other debuggers. To gdb
 * such a call is like any other run: a breakpoint in the function ends the call without a value, and
 * leaves the debuggee there; and gdb 13 itself ends of a breakpoint that another thread hits.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Calling.html
 */
export class FunctionCalls {
  readonly #mi: MiSession;
  readonly #motion: Motion;
  #turn: Promise<unknown> = Promise.resolve();
  #bans = 0;

  constructor(mi: MiSession, motion: Motion) {
    this.#mi = mi;
    this.#motion = motion;
  }

  /** Does what may call a function, one after the other. */
  during<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(() => this.#during(work));
    this.#turn = result.catch(() => {});
    return result;
  }

  /**
   * Does what is not to call anything, such as an overloaded operator: that looks like no call, and
   * gdb says that it is one; see {@link needsCall}.
   */
  async without<Result>(work: () => Promise<Result>): Promise<Result> {
    this.forbid();
    try {
      return await work();
    } finally {
      this.allow();
    }
  }

  /** From now on nothing is called, but by {@link during}. */
  forbid(): void {
    if (this.#bans++ === 0) this.#let(false);
  }

  /** Ends what `forbid` began. */
  allow(): void {
    if (--this.#bans === 0) this.#let(true);
  }

  async #during<Result>(work: () => Promise<Result>): Promise<Result> {
    const enabled = await this.#enabledBreakpoints();
    const locking = this.#motion.locking;
    // gdb takes commands in order, so none of these has to be waited for.
    if (enabled !== "") this.#tell(`-break-disable ${enabled}`);
    this.#tell("-gdb-set scheduler-locking on");
    if (this.#bans > 0) this.#let(true);
    const result = work();
    await result.catch(() => {});
    if (this.#bans > 0) this.#let(false);
    this.#tell(`-gdb-set scheduler-locking ${locking}`);
    if (enabled !== "") this.#tell(`-break-enable ${enabled}`);
    return result;
  }

  /** The numbers of all breakpoints that are on, those of the user's commands too. */
  async #enabledBreakpoints(): Promise<string> {
    const { results } = await this.#mi.send("-break-list");
    return tuplesOf(tupleOf(results, "BreakpointTable"), "body")
      .map((row) => tupleOf(row, "bkpt") ?? row)
      .filter((bkpt) => textOf(bkpt, "enabled") === "y")
      .map((bkpt) => numberOf(bkpt, "number"))
      .filter((number) => number !== undefined)
      .join(" ");
  }

  #let(call: boolean): void {
    this.#tell(`-gdb-set may-call-functions ${call ? "on" : "off"}`);
  }

  #tell(command: string): void {
    this.#mi.send(command).catch(() => {});
  }
}
