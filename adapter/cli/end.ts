import type { CommandLine } from "./options.ts";
import { tell } from "./print.ts";
import { withConnection } from "./with-connection.ts";

/** Ends a process server. @returns the exit code. */
export async function end(line: CommandLine): Promise<number> {
  await withConnection(line, async (connection) => {
    await connection.end();
    tell(`Process server ${connection.address} ended.`);
  });
  return 0;
}
