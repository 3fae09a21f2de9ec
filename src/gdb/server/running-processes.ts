import { basename } from "node:path/posix";
import type { ProcessInfo } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { type MiTuple, numberOf, textOf, tupleOf, tuplesOf } from "../mi/mi-value.ts";

/** Lists the processes of the process server's machine, kernel threads left out. */
export async function runningProcesses(mi: MiSession): Promise<readonly ProcessInfo[]> {
  // gdbserver gives up on a process that ends just while the list is made.
  const list = () => mi.send("-info-os processes");
  const { results } = await list().catch(list).catch(list);
  const rows = tuplesOf(tupleOf(results, "OSDataTable"), "body");
  return rows.map(processOf).filter((found) => found !== undefined);
}

function processOf(row: MiTuple): ProcessInfo | undefined {
  const id = numberOf(row, "col0");
  const command = (textOf(row, "col2") ?? "").trim();
  // gdbserver writes a thread of the kernel, which has no command line, in brackets.
  // One that ended while the list was made has no command at all.
  if (id === undefined || command === "" || /^\[.*\]$/.test(command)) return undefined;
  return {
    id,
    name: nameOf(command),
    user: textOf(row, "col1") || undefined,
    commandLine: command,
  };
}

/** Image name: the first word, without its folder and the marks of login shells and daemons. */
function nameOf(command: string): string {
  const [first = ""] = command.split(/\s/);
  return basename(first.replace(/^-/, "").replace(/:$/, "")) || command;
}
