import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tupleOf } from "../mi/mi-value.ts";
import type { PauseRequest } from "./pause-request.ts";

/** A step into one call of the current line: over what comes before it, then into it. */
export class StepIntoCall {
  readonly #mi: MiSession;
  readonly #pause: PauseRequest;
  /** The call that the step is on its way to. */
  #call: { readonly breakpoint: number; readonly thread: string } | undefined;

  constructor(mi: MiSession, pause: PauseRequest) {
    this.#mi = mi;
    this.#pause = pause;
  }

  /**
   * Prepares for the step.
   * @param thread gdb's number of the thread.
   * @param address Of the call instruction, as gdb writes it.
   * @returns gdb's command that begins it.
   */
  async begin(thread: string, address: string): Promise<"-exec-step" | "-exec-next"> {
    const at = await this.#mi.send(`-data-evaluate-expression --thread ${thread} --frame 0 "$pc"`);
    const pc = /0x[0-9a-f]+/.exec(textOf(at.results, "value") ?? "")?.[0] ?? "0x0";
    if (BigInt(pc) === BigInt(address)) return "-exec-step";
    const { results } = await this.#mi.send(`-break-insert -t -p ${thread} *${address}`);
    const breakpoint = numberOf(tupleOf(results, "bkpt"), "number") ?? -1;
    this.#call = { breakpoint, thread };
    return "-exec-next";
  }

  /**
   * Told of every stop.
   * @param number gdb's number of the breakpoint it was at.
   * @returns the command with which the step went on; undefined when the stop is one to be told.
   */
  goOn(number: number | undefined): string | undefined {
    const call = this.#call;
    this.#call = undefined;
    if (call === undefined) return undefined;
    const arrived = number === call.breakpoint && !this.#pause.pending;
    const next = arrived
      ? `-exec-step --thread ${call.thread}`
      : `-break-delete ${call.breakpoint}`;
    this.#mi.send(next).catch(() => {});
    return arrived ? next : undefined;
  }

  /** Gives the step up. */
  forget(): void {
    this.#call = undefined;
  }
}
