import type { ProcessInfo } from "../../src/engine/model.ts";
import type { CommandLine } from "./options.ts";
import { print } from "./print.ts";
import { withConnection } from "./with-connection.ts";

/** Lists the processes on a process server's machine, or on this one. @returns the exit code. */
export async function ps(line: CommandLine): Promise<number> {
  const processes = await withConnection(line, (connection) => connection.runningProcesses(), {
    local: true,
  });
  if (line.json) {
    const list = processes.map(({ id, name, user, commandLine }) => ({
      id,
      name,
      user: user ?? null,
      commandLine: commandLine ?? null,
    }));
    print(JSON.stringify(list, undefined, 2));
  } else {
    print(table(processes));
  }
  return 0;
}

function table(processes: readonly ProcessInfo[]): string {
  const rows = [
    ["ID", "NAME", "USER", "COMMAND LINE"],
    ...processes.map(({ id, name, user = "", commandLine = "" }) => [
      String(id),
      name,
      user,
      commandLine,
    ]),
  ];
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2].map(widthOf);
  return rows
    .map(([id = "", name = "", user = "", commandLine = ""]) =>
      [
        id.padStart(widths[0] ?? 0),
        name.padEnd(widths[1] ?? 0),
        user.padEnd(widths[2] ?? 0),
        commandLine,
      ]
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
