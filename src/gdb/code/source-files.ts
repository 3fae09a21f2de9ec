import { basename } from "node:path/posix";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf, tuplesOf } from "../mi/mi-value.ts";

/**
 * The path under which the symbols know a source file: the path itself where a module has it, else
 * the recorded path that shares the most trailing folders with it; undefined when none does.
 */
export async function recordedPath(mi: MiSession, path: string): Promise<string | undefined> {
  const name = basename(path);
  const pattern = name.replace(/[.[\]*^$\\+?(){}|]/g, "\\$&");
  const reply = await mi
    .send(`-file-list-exec-source-files --basename -- ${miQuote(`^${pattern}$`)}`)
    .catch(() => undefined);
  const recorded = tuplesOf(reply?.results, "files").map(
    (file) => textOf(file, "fullname") ?? textOf(file, "file") ?? "",
  );
  return nearestPath(path, recorded);
}

/** The path in the list with the most trailing parts in common, at least the name. */
export function nearestPath(path: string, recorded: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestCount = 0;
  for (const candidate of recorded) {
    const count = candidate === path ? Number.POSITIVE_INFINITY : commonParts(path, candidate);
    if (count > bestCount) {
      best = candidate;
      bestCount = count;
    }
  }
  return best;
}

function commonParts(left: string, right: string): number {
  const a = parts(left);
  const b = parts(right);
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count;
}

function parts(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
}
