import type { DebugSymbols } from "../../native/debug-symbols.ts";
import { optional } from "../errors.ts";

/** What listing symbols takes of the engine. */
export type MatchSymbols = Pick<DebugSymbols, "startMatch" | "nextMatch" | "endMatch">;

/**
 * The symbols whose names fit a pattern such as `module!f*`, at most `limit` of them. Loads the
 * symbols of the modules that the pattern names.
 */
export function symbolMatches(
  symbols: MatchSymbols,
  pattern: string,
  limit: number,
): { name: string; offset: bigint }[] {
  const match = optional(() => symbols.startMatch(pattern));
  if (match === undefined) return [];
  const found: { name: string; offset: bigint }[] = [];
  try {
    while (found.length < limit) {
      const next = optional(() => symbols.nextMatch(match));
      if (next === undefined) break;
      found.push(next);
    }
  } finally {
    optional(() => symbols.endMatch(match));
  }
  return found;
}
