import type { BreakpointRules, HitRule } from "../../src/engine/model.ts";
import { RequestError } from "../requests/errors.ts";
import { readLogMessage } from "./log-message.ts";

/** The rules of a breakpoint as a client writes them. */
export interface WrittenRules {
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}

/**
 * Reads when a breakpoint stops. Empty texts count as absent.
 *
 * A hit condition is `N` or `==N` (the N-th hit only), `>N`, `>=N`, `<N`, `<=N` or `%N` (every N-th
 * hit); spaces do not matter.
 * @throws {RequestError} `badInput` for a hit condition or a log message that cannot be read.
 */
export function readRules({ condition, hitCondition, logMessage }: WrittenRules): BreakpointRules {
  return {
    ...(condition?.trim() ? { condition } : {}),
    ...(hitCondition?.trim() ? { hits: readHits(hitCondition) } : {}),
    ...(logMessage ? { log: readLogMessage(logMessage) } : {}),
  };
}

function readHits(text: string): HitRule {
  const [, operator = "", digits] = /^\s*(==|>=|<=|>|<|%)?\s*(\d{1,9})\s*$/.exec(text) ?? [];
  if (digits === undefined) {
    throw refusal(text, "it cannot be read: write N, ==N, >N, >=N, <N, <=N or %N with a number N");
  }
  const rule = { operator: (operator || "==") as HitRule["operator"], count: Number(digits) };
  const first = { "<": 2, ">": 0, ">=": 0, "==": 1, "<=": 1, "%": 1 }[rule.operator];
  if (rule.count < first) {
    throw refusal(text, `no hit is like that: hits are counted from 1, so write ${first} or more`);
  }
  return rule;
}

function refusal(text: string, reason: string): RequestError {
  return new RequestError(
    "badInput",
    "client",
    `The breakpoint is not set because of its hit condition '${text}': ${reason}.`,
  );
}
