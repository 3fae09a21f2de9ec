import { sentenceOf } from "../../../engine/errors.ts";
import type { BreakpointRules, LogPart } from "../../../engine/model.ts";
import type { Expressions } from "../values/expressions.ts";
import type { Breakpoint } from "./breakpoints.ts";
import type { Place } from "./engine-breakpoints.ts";

/** What a hit of a breakpoint comes to. */
export interface Verdict {
  /** Ids of the breakpoints that stop. Empty: the debuggee goes on. */
  readonly ids: readonly number[];
  /** What a condition could not be evaluated for. */
  readonly text?: string | undefined;
}

/**
 * Applies the rules of breakpoints to their hits, inside the engine's callback, with the names of
 * the frame that was hit.
 */
export class HitJudge {
  readonly #expressions: Expressions;
  readonly #log: (line: string, breakpointId: number) => void;

  /** @param log Told each line that a breakpoint logs. */
  constructor(expressions: Expressions, log: (line: string, breakpointId: number) => void) {
    this.#expressions = expressions;
    this.#log = log;
  }

  /** Judges one hit of all breakpoints at a place. The event's thread must be current. */
  judge(breakpoints: readonly Breakpoint[]): Verdict {
    const ids: number[] = [];
    const texts: string[] = [];
    for (const { hits, state } of breakpoints) {
      const { condition, log } = hits.rules;
      const holds = this.#holds(condition);
      if (holds === false) continue;
      if (holds === true && !hits.count()) continue;
      if (log !== undefined) {
        this.#log(holds === true ? this.#logLine(log) : holds, state.id);
        continue;
      }
      ids.push(state.id);
      if (holds !== true) texts.push(holds);
    }
    return { ids, ...(texts.length > 0 && { text: texts.join(" ") }) };
  }

  /** What is wrong with the expressions of rules at a place, as the end of a sentence. */
  whyBad({ condition, log }: BreakpointRules, { address, watch }: Place): string | undefined {
    // Nobody knows which code will touch data.
    if (watch !== undefined && watch.access !== "execute") return undefined;
    const expressions = (log ?? []).flatMap((part) =>
      "expression" in part ? [part.expression] : [],
    );
    if (condition !== undefined) expressions.unshift(condition);
    const bad = expressions.length > 0 && this.#expressions.firstUnknown(expressions, address);
    return bad ? `'${bad}' cannot be evaluated there` : undefined;
  }

  /** Whether the condition holds; a sentence when it cannot be told. */
  #holds(condition: string | undefined): boolean | string {
    if (condition === undefined) return true;
    try {
      this.#expressions.selectHit();
      return this.#expressions.truth(condition);
    } catch (error) {
      return `The condition '${condition}' of a breakpoint could not be evaluated: ${sentenceOf(error)}`;
    }
  }

  #logLine(parts: readonly LogPart[]): string {
    const texts = parts.map((part) => {
      if ("text" in part) return part.text;
      try {
        this.#expressions.selectHit();
        return this.#expressions.valueText(part.expression);
      } catch (error) {
        return `<${sentenceOf(error)}>`;
      }
    });
    return texts.join("");
  }
}
