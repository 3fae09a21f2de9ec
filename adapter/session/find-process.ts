import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "../../src/engine/errors.ts";
import type { EngineKind, ProcessInfo } from "../../src/engine/model.ts";
import type { ProcessServerConnection } from "../../src/engine/process-server.ts";
import type { WantedProcess } from "../config/read-configuration.ts";

/** Enough to recognise the right one among several processes. */
const longestList = 20;

/** How often the process server is asked whether the process is there by now. */
const lookEveryMs = 200;

/**
 * The id of the process to attach to. A name is looked up on the process server: exactly one
 * process must have it. On Windows the case and a final `.exe` do not matter.
 * @param goOn Asked before every further look for a process that may still be to come.
 * @throws {EngineError} `notFound` when no process has the name and none is waited for, `badInput`
 * when several have.
 */
export async function findProcess(
  connection: ProcessServerConnection,
  wanted: WantedProcess,
  engine: EngineKind,
  goOn: () => boolean,
): Promise<number> {
  if ("id" in wanted) return wanted.id;
  for (;;) {
    const found = await processesNamed(connection, wanted.name, engine);
    if (found.length > 1) throw tooMany(found, wanted.name, connection.address);
    if (found[0] !== undefined) return found[0].id;
    if (!wanted.waitFor || !goOn()) throw noneYet(wanted.name, connection.address);
    await sleep(lookEveryMs);
  }
}

async function processesNamed(
  connection: ProcessServerConnection,
  wanted: string,
  engine: EngineKind,
): Promise<readonly ProcessInfo[]> {
  const comparable = (name: string) =>
    engine === "dbgeng" ? name.toLowerCase().replace(/\.exe$/, "") : name;
  const processes = await connection.runningProcesses();
  return processes.filter(({ name }) => comparable(name) === comparable(wanted));
}

const noneYet = (name: string, address: string) =>
  new EngineError(
    "notFound",
    `No process named "${name}" runs on process server ${address}: correct "processName", start the program first, or add "waitFor": true.`,
  );

function tooMany(found: readonly ProcessInfo[], name: string, address: string): EngineError {
  const list = found
    .slice(0, longestList)
    .map(({ id, name, commandLine }) => `${id} (${commandLine ?? name})`);
  if (found.length > longestList) list.push("...");
  return new EngineError(
    "badInput",
    `${found.length} processes are named "${name}" on process server ${address}: choose one by "processId" from ${list.join(", ")}.`,
  );
}
