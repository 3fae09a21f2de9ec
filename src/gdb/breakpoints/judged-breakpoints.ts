import { counts } from "../../engine/hit-rule.ts";
import { type Entry, explained } from "./breakpoint-entry.ts";
import { mayCallUnseen } from "./breakpoint-rules.ts";

/** What became of a stop at breakpoints whose conditions gdb does not evaluate itself. */
export interface Judgement {
  /** Whether none of them is to stop there, and nothing else has stopped. */
  readonly passes: boolean;
  /** Why a condition could not be evaluated. */
  readonly text?: string | undefined;
}

/** Breakpoints whose conditions gdb does not evaluate itself, among all others. */
export class JudgedBreakpoints {
  readonly #all: readonly Entry[];

  constructor(all: readonly Entry[]) {
    this.#all = all;
  }

  /** Whether a hit may have to be judged. */
  get any(): boolean {
    return this.doubtful || this.#all.some(({ judged }) => judged !== undefined);
  }

  /** Whether gdb evaluates something of which only gdb can tell whether it calls a function. */
  get doubtful(): boolean {
    return this.#all.some(
      ({ judged, condition, byServer, wanted }) =>
        judged === undefined && condition !== undefined && !byServer && mayCallUnseen(wanted.rules),
    );
  }

  /** Whether a stop is at one of them. @param number gdb's number of the one that it names. */
  areAt(number: number | undefined): boolean {
    return this.#at(number).length > 0;
  }

  /**
   * Evaluates the conditions of those that were hit.
   * @param evaluate The value of an expression where the debuggee has stopped.
   */
  async judge(
    number: number | undefined,
    evaluate: (expression: string) => Promise<string>,
  ): Promise<Judgement> {
    let text: string | undefined;
    for (const entry of this.#at(number)) {
      try {
        const holds = /^(0|false)$/.test(await evaluate(`!(${entry.judged})`));
        if (holds) entry.held++;
        const { hits } = entry.wanted.rules;
        entry.hit = holds && (hits === undefined || counts(hits, entry.held));
      } catch (error) {
        entry.hit = true;
        text = explained(error);
      }
    }
    const named = this.#all.find((entry) => entry.number === number);
    return { passes: named?.judged !== undefined && !this.#all.some(({ hit }) => hit), text };
  }

  #at(number: number | undefined): readonly Entry[] {
    return this.#all.filter(
      ({ judged, hit, number: own }) => judged !== undefined && (hit || own === number),
    );
  }
}
