import { counts } from "../../engine/hit-rule.ts";
import type { BreakpointRules, HitRule } from "../../engine/model.ts";
import { hasOperators } from "../values/expression-kind.ts";

/** More hits than gdb can be told to pass over. */
const forEver = 2_147_483_647;

/**
 * How many hits gdb is to pass over before the next one that stops.
 *
 * gdb itself counts only hits for which the condition holds.
 * @param hits Hits there have been.
 */
export function passOver(rule: HitRule | undefined, hits: number): number {
  if (rule === undefined) return 0;
  const candidates = [hits + 1, rule.count, rule.count + 1];
  if (rule.operator === "%" && rule.count > 0) {
    candidates.push((Math.floor(hits / rule.count) + 1) * rule.count);
  }
  const next = candidates.filter((hit) => hit > hits && counts(rule, hit));
  return next.length === 0 ? forEver : Math.min(forEver, Math.min(...next) - hits - 1);
}

/** Whether two breakpoints stop, or log, alike. */
export function sameRules(one: BreakpointRules, other: BreakpointRules): boolean {
  const text = ({ condition, hits, log }: BreakpointRules) =>
    JSON.stringify([condition ?? null, hits ?? null, log ?? null]);
  return text(one) === text(other);
}

/**
 * Whether condition or log may call functions of the debuggee.
 *
 * gdb 13 fails an assertion of its own, and ends, when it evaluates such a condition and another
 * thread gets to a breakpoint meanwhile; and it recurses when the function is the one with the
 * breakpoint in it.
 */
export function mayCall(rules: BreakpointRules): boolean {
  return expressionsOf(rules).some(calls);
}

/** Whether condition or log may call something that does not look like it: overloaded operators. */
export function mayCallUnseen(rules: BreakpointRules): boolean {
  return expressionsOf(rules).some(hasOperators);
}

function expressionsOf({ condition, log = [] }: BreakpointRules): string[] {
  return [condition ?? "", ...log.map((part) => ("expression" in part ? part.expression : ""))];
}

function calls(expression: string): boolean {
  const text = expression
    .replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/g, "0")
    // What looks like a call and is none, and gdb's own functions.
    .replace(/\b(sizeof|alignof|_Alignof|typeof|__typeof__|decltype)\s*\(/g, "(")
    .replace(/\b(static|reinterpret|const|dynamic)_cast\s*<[^()]*>\s*\(/g, "(")
    .replace(/\$\w+\s*\(/g, "(");
  return /\w\s*\(|[>\]]\(/.test(text);
}
