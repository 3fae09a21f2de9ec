import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";
import { recordedPath } from "./source-files.ts";

/** A line of a source file and an address where its code begins. */
export interface LineEntry {
  readonly line: number;
  readonly address: bigint;
}

/** The lines with code of one source file, in order of addresses; none for a file nobody knows. */
export async function readLines(mi: MiSession, path: string): Promise<readonly LineEntry[]> {
  const recorded = await recordedPath(mi, path.replaceAll("\\", "/"));
  if (recorded === undefined) return [];
  const reply = await mi.send(`-symbol-list-lines ${miQuote(recorded)}`).catch(() => undefined);
  return tuplesOf(reply?.results, "lines")
    .map((row) => ({ line: numberOf(row, "line") ?? 0, address: BigInt(textOf(row, "pc") ?? "0") }))
    .filter(({ line }) => line > 0);
}

/** Lines with code from the first to the last line (both included), ascending. */
export async function linesWithCode(
  mi: MiSession,
  path: string,
  firstLine: number,
  lastLine: number,
): Promise<readonly number[]> {
  const lines = (await readLines(mi, path)).map(({ line }) => line);
  return [...new Set(lines)]
    .filter((line) => line >= firstLine && line <= lastLine)
    .toSorted((a, b) => a - b);
}
