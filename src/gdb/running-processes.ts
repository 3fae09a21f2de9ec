import { basename } from "node:path/posix";
import type { ProcessInfo } from "../engine/model.ts";
import type { MiSession } from "./mi-session.ts";
import { type MiTuple, numberOf, textOf, tupleOf, tuplesOf } from "./mi-value.ts";

/** Lists the processes of the process server's machine, kernel threads left out. */
export async function runningProcesses(mi: MiSession): Promise<readonly ProcessInfo[]> {
  const { results } = await mi.send("-info-os processes");
  const rows = tuplesOf(tupleOf(results, "OSDataTable"), "body");
  return rows.map(processOf).filter((found) => found !== undefined);
}

function processOf(row: MiTuple): ProcessInfo | undefined {
  const id = numberOf(row, "col0");
  const command = (textOf(row, "col2") ?? "").trim();
  // A process that is just ending has no name any more; threads of the kernel are in brackets.
  if (id === undefined || command === "" || /^\[.*\]$/.test(command)) return undefined;
  return {
    id,
    name: nameOf(command),
    user: textOf(row, "col1") || undefined,
    commandLine: command || undefined,
  };
}

/** Image name: the first word, without its folder and the marks of login shells and daemons. */
function nameOf(command: string): string {
  const [first = ""] = command.split(/\s/);
  return basename(first.replace(/^-/, "").replace(/:$/, "")) || command;
}
