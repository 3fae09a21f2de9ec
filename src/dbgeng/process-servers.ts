import {
  type ConnectionString,
  maskPassword,
  parseConnectionString,
  portOf,
} from "../engine/connection-string.ts";
import { EngineError } from "../engine/errors.ts";
import { type ProcessServerCalls, ProcessServerConnection } from "../engine/process-server.ts";
import type { HostProcess } from "./host-process.ts";
import type { ServerHandle } from "./host-protocol.ts";
import { type Probed, probeTcp } from "./tcp-probe.ts";

/** How long a machine may take to answer at all. */
const reachTimeoutMs = 5_000;
/** How long a server that was ended may take to be gone. */
const goneTimeoutMs = 1_200;
const gonePollMs = 50;

/**
 * Connects to a process server through the host.
 *
 * The engine itself takes a second to say that nobody is there, and waits for ever for an answer
 * from a server that speaks something else; so the address is tried with a plain connection first.
 *
 * @throws {EngineError} `badInput`, `unreachable` or `refused`.
 */
export async function connectServer(
  host: HostProcess,
  connectionString: string,
): Promise<ProcessServerConnection<ServerHandle>> {
  const parsed = parseConnectionString(connectionString);
  const address = maskPassword(connectionString);
  if (parsed.transport === "tcp") refuseUnreachable(await probe(parsed), address);
  const handle = await host.call("connectProcessServer", connectionString);
  return new ProcessServerConnection(address, handle, serverCalls(host, parsed));
}

function serverCalls(
  host: HostProcess,
  parsed: ConnectionString,
): ProcessServerCalls<ServerHandle> {
  return {
    disconnectProcessServer: (handle) => host.call("disconnectProcessServer", handle),
    async endProcessServer(handle) {
      await host.call("endProcessServer", handle);
      if (parsed.transport === "tcp") await untilGone(parsed);
    },
    runningProcesses: (handle) => host.call("runningProcesses", handle),
  };
}

function probe(parsed: ConnectionString): Promise<Probed> {
  return probeTcp(parsed.options.get("server") ?? "", portOf(parsed), reachTimeoutMs);
}

function refuseUnreachable(probed: Probed, address: string): void {
  if (probed === "open") return;
  const why = {
    refused: "nothing listens there; start the process server, or correct server= and port=",
    silent: `the machine does not answer within ${reachTimeoutMs / 1000} s; see whether it is on and its firewall lets the port through`,
    unknown: "there is no machine of that name; correct server=",
  }[probed];
  throw new EngineError("unreachable", `No process server answers at ${address}: ${why}.`);
}

/** @throws {EngineError} `native` when the server still takes connections after the time. */
async function untilGone(parsed: ConnectionString): Promise<void> {
  const end = Date.now() + goneTimeoutMs;
  while ((await probe(parsed)) === "open") {
    if (Date.now() > end) {
      throw new EngineError(
        "native",
        `Process server ${maskPassword(parsed.text)} was told to end and still takes connections.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, gonePollMs));
  }
}
