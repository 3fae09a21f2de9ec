import { EngineError } from "../src/engine/errors.ts";
import type { EngineKind, ProcessInfo } from "../src/engine/model.ts";
import type { ProcessServerConnection } from "../src/engine/process-server.ts";
import type { WantedProcess } from "./config/read-configuration.ts";

/** Enough to recognise the right one among several processes. */
const longestList = 20;

/**
 * The id of the process to attach to. A name is looked up on the process server: exactly one
 * process must have it. On Windows the case and a final `.exe` do not matter.
 * @throws {EngineError} `notFound` when no process has the name, `badInput` when several have.
 */
export async function findProcess(
  connection: ProcessServerConnection,
  wanted: WantedProcess,
  engine: EngineKind,
): Promise<number> {
  if ("id" in wanted) return wanted.id;
  const comparable = (name: string) =>
    engine === "dbgeng" ? name.toLowerCase().replace(/\.exe$/, "") : name;
  const found = (await connection.runningProcesses()).filter(
    ({ name }) => comparable(name) === comparable(wanted.name),
  );
  if (found.length === 1) return (found[0] as ProcessInfo).id;
  if (found.length === 0) {
    throw new EngineError(
      "notFound",
      `No process named "${wanted.name}" runs on process server ${connection.address}: correct "processName", or start the program first.`,
    );
  }
  const list = found
    .slice(0, longestList)
    .map(({ id, name, commandLine }) => `${id} (${commandLine ?? name})`);
  if (found.length > longestList) list.push("...");
  throw new EngineError(
    "badInput",
    `${found.length} processes are named "${wanted.name}" on process server ${connection.address}: choose one by "processId" from ${list.join(", ")}.`,
  );
}
