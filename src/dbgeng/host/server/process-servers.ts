import { maskPassword } from "../../../engine/connection-string.ts";
import type { ProcessInfo } from "../../../engine/model.ts";
import type { ServerHandle } from "../../host-protocol.ts";
import { ProcessDescriptionFlag } from "../../native/constants.ts";
import type { DebugClient } from "../../native/debug-client.ts";
import { type Explanations, explained, optional } from "../errors.ts";

/** What is not wanted of a process' description; finding services out takes ten times as long. */
const leaveOut =
  ProcessDescriptionFlag.NO_PATHS |
  ProcessDescriptionFlag.NO_SERVICES |
  ProcessDescriptionFlag.NO_MTS_PACKAGES |
  ProcessDescriptionFlag.NO_SESSION_ID;

/** @throws {EngineError} `badInput`, `unreachable` or `refused`. */
export function connectProcessServer(client: DebugClient, connectionString: string): ServerHandle {
  return explained(connectFailures(maskPassword(connectionString)), () =>
    client.connectProcessServer(connectionString),
  );
}

/** The processes on the server's machine; those that end meanwhile are left out. */
export function runningProcesses(client: DebugClient, server: ServerHandle): ProcessInfo[] {
  return client.runningProcessIds(server).flatMap((id) => {
    if (id === 0) return [];
    const found = optional(() => client.runningProcessDescription(server, id, leaveOut));
    return found === undefined ? [] : [processInfo(id, found.executable, found.description)];
  });
}

/** Reads the engine's description of a process: `User: NAME  Command Line: TEXT`. */
function processInfo(id: number, name: string, description: string): ProcessInfo {
  const commandLine = /Command Line:\s*([\s\S]*)$/.exec(description)?.[1]?.trim();
  const user = /User:\s*(.*?)(?=\s{2,}|\s*Command Line:|$)/.exec(description)?.[1]?.trim();
  return {
    id,
    name,
    ...(user && { user }),
    ...(commandLine && { commandLine }),
  };
}

function connectFailures(shown: string): Explanations {
  const absent = [
    "unreachable",
    `No process server answers at ${shown}: start one there, or correct "processServer".`,
  ] as const;
  return {
    "0x80004002": absent,
    "0x80010007": [
      "refused",
      `The process server at ${shown} refused the connection: correct password= in "processServer", or add it.`,
    ],
    "0x80070057": [
      "badInput",
      `'${shown}' is no connection string that the engine understands: write it as tcp:server=HOST,port=PORT[,password=...].`,
    ],
    "0x80070002": absent,
    "0x80070003": absent,
    "0x80072af9": [
      "unreachable",
      `There is no machine of the name in ${shown}: correct server= in "processServer".`,
    ],
  };
}
