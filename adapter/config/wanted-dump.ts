import { resolve } from "node:path";
import type * as z from "zod/mini";
import type { DumpOptions } from "../../src/engine/model.ts";
import { badConfiguration } from "./bad-configuration.ts";
import type { attachSchema } from "./schema.ts";

/** Keys that say where and how a process is, which a dump is none of. */
const processKeys = [
  "processId",
  "processName",
  "waitFor",
  "processServer",
  "followChildren",
  "noDebug",
] as const;

/**
 * The dump that a configuration names; undefined when it names none.
 * @param given The configuration as it was written.
 * @throws {RequestError} `badConfiguration` when it names a process, or how to run one, as well.
 */
export function wantedDump(
  { dumpFile, program }: z.output<typeof attachSchema>,
  given: Readonly<Record<string, unknown>>,
): DumpOptions | undefined {
  if (dumpFile === undefined) return undefined;
  const key = processKeys.find((each) => given[each] !== undefined && given[each] !== false);
  if (key !== undefined) {
    throw badConfiguration(
      `"dumpFile" ("${dumpFile}") is a dump, and "${key}" is about a process that runs: leave one of the two out.`,
    );
  }
  return { dumpFile: resolve(dumpFile), program: program && resolve(program) };
}
