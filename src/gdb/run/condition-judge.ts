import type { JudgedBreakpoints, Judgement } from "../breakpoints/judged-breakpoints.ts";
import { asSentence } from "../mi/gdb-text.ts";
import { type MiTuple, textOf } from "../mi/mi-value.ts";

/** What judging needs from its surroundings. */
export interface ConditionJudgeParts {
  /** Breakpoints whose conditions gdb does not evaluate itself, as they are now. */
  readonly judged: () => JudgedBreakpoints;
  /** Evaluates an expression in the top frame of a thread, by gdb's number. */
  readonly evaluate: (expression: string, thread: string) => Promise<string>;
}

/**
 * Evaluates conditions that gdb must not evaluate itself, once it has stopped for them. To everybody
 * else the debuggee runs meanwhile.
 */
export class ConditionJudge {
  readonly #parts: ConditionJudgeParts;
  #judging: object | undefined;
  #crash: string | undefined;

  constructor(parts: ConditionJudgeParts) {
    this.#parts = parts;
  }

  /** Whether the debuggee stands still for a condition to be evaluated. */
  get busy(): boolean {
    return this.#judging !== undefined;
  }

  /** Whether a stop is at such a breakpoint. @param number gdb's number of the one that it names. */
  concerns(number: number | undefined): boolean {
    return this.#parts.judged().areAt(number);
  }

  /** Notes a stop of what a condition calls, which gdb undoes. @returns whether it is one. */
  takeStop(results: MiTuple): boolean {
    if (!this.busy) return false;
    const signal = textOf(results, "signal-name");
    const broken = "what it calls does not come to its end";
    const crash = `what it calls crashes with ${signal} (${textOf(results, "signal-meaning")})`;
    this.#crash = signal === undefined || signal === "SIGINT" ? broken : crash;
    return true;
  }

  /** @returns what is to become of the stop; undefined when the debuggee was given up meanwhile. */
  async judge(number: number | undefined, thread: string): Promise<Judgement | undefined> {
    const judging = {};
    this.#judging = judging;
    this.#crash = undefined;
    const { passes, text } = await this.#parts
      .judged()
      .judge(number, (expression) => this.#parts.evaluate(expression, thread));
    if (this.#judging !== judging) return undefined;
    this.#judging = undefined;
    const why = text && asSentence(this.#crash ?? text);
    return { passes, text: why && `The breakpoint's condition cannot be evaluated: ${why}` };
  }

  /** Gives the stop up. */
  forget(): void {
    this.#judging = undefined;
  }
}
