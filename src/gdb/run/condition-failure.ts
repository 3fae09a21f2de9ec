import { asSentence } from "../mi/gdb-text.ts";
import { type MiTuple, textOf } from "../mi/mi-value.ts";

/** A stop of gdb, as far as the failure of a condition concerns it. */
export interface JudgedStop {
  /** Why the condition of its breakpoint could not be evaluated, if that is why it is one. */
  readonly text?: string | undefined;
  /**
   * Whether what stopped was undone since: gdb has gone on to stop elsewhere. Known once gdb has
   * answered something that was asked after the stop.
   */
  readonly isUndone: () => boolean;
}

/**
 * The conditions of breakpoints that gdb could not evaluate.
 *
 * gdb stops at the breakpoint then, and says why for the log. When a function that the condition
 * calls has crashed, gdb tells of that as of any other stop, undoes the call, and only then tells of
 * the stop at the breakpoint.
 */
export class ConditionFailure {
  #stops = 0;
  #crash: string | undefined;
  #undone = 0;
  #remarks: string | undefined;

  /** Follows what gdb says for the log. */
  takeRemark(text: string): void {
    if (/^Error in testing (breakpoint )?condition/.test(text)) {
      this.#remarks = "";
      if (this.#crash !== undefined) this.#undone = this.#stops;
    } else if (this.#remarks !== undefined) {
      this.#remarks += text;
    }
  }

  /** Notes that the debuggee was set in motion. */
  leave(): void {
    this.#crash = undefined;
    this.#remarks = undefined;
  }

  /** Notes a stop of gdb. */
  takeStop(results: MiTuple): JudgedStop {
    this.#stops++;
    const stop = this.#stops;
    const text = this.#explain(textOf(results, "reason"));
    const signal = textOf(results, "signal-name");
    this.#crash = signal && `${signal} (${textOf(results, "signal-meaning")})`;
    this.#remarks = undefined;
    return { text, isUndone: () => this.#undone === stop && this.#stops > stop };
  }

  #explain(reason: string | undefined): string | undefined {
    const remarks = this.#remarks?.trim();
    if (!remarks || reason !== "breakpoint-hit") return undefined;
    if (this.#undone === this.#stops - 1 && this.#crash !== undefined) {
      return `The breakpoint's condition cannot be evaluated: what it calls crashes with ${this.#crash}.`;
    }
    return asSentence(`The breakpoint's condition cannot be evaluated: ${remarks}`);
  }
}
