import { counts } from "../../../engine/hit-rule.ts";
import type { BreakpointRules } from "../../../engine/model.ts";

/** The rules of a breakpoint, and how many hits of it have counted. */
export class HitCounter {
  #rules: BreakpointRules = {};
  #text = "{}";
  #count = 0;

  /** The rules as they are. */
  get rules(): BreakpointRules {
    return this.#rules;
  }

  /** Takes new rules and counts anew. Answers whether they differ from those before. */
  adopt({ condition, hits, log }: BreakpointRules): boolean {
    const rules = { condition, hits, log };
    const text = JSON.stringify(rules);
    if (text === this.#text) return false;
    this.#rules = rules;
    this.#text = text;
    this.reset();
    return true;
  }

  /** Counts one hit whose condition holds. Answers whether it is one that the rules want. */
  count(): boolean {
    this.#count += 1;
    return this.#rules.hits === undefined || counts(this.#rules.hits, this.#count);
  }

  /** Counts anew. */
  reset(): void {
    this.#count = 0;
  }
}
