import { setTimeout } from "node:timers/promises";
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
import { whatAnswers } from "./what-answers.ts";

/** How long a machine may take to answer at all. */
const reachTimeoutMs = 5_000;
/** A process server answers in milliseconds; who has not by now is asked what it is. */
const patienceMs = 2_000;
/** How long a process server may take to answer. */
const answerTimeoutMs = 6_000;
/** How long a server of another kind may take to show itself. */
const otherKindMs = 700;
/** The engine's code for a connection that was closed in its face. */
const closedByServer = "0x80010007";

/** How long a server that was ended may take to be gone. */
const goneTimeoutMs = 4_000;
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
  const handle =
    parsed.transport === "tcp"
      ? await connectTcp(host, parsed, address)
      : await host.call("connectProcessServer", connectionString);
  return new ProcessServerConnection(address, handle, serverCalls(host, parsed));
}

/**
 * Connects where a server of any kind may listen. One that lets the engine wait costs the host: the
 * engine's call never returns.
 */
async function connectTcp(
  host: HostProcess,
  parsed: ConnectionString,
  address: string,
): Promise<ServerHandle> {
  const connecting = host.call("connectProcessServer", parsed.text);
  const otherKind = async () => {
    const server = parsed.options.get("server") ?? "";
    const answer = await whatAnswers(server, portOf(parsed), otherKindMs);
    return answer && `the server there is of another kind; it says '${answer}'`;
  };
  const waiting = new AbortController();
  const { signal } = waiting;
  const silence = async () => {
    await setTimeout(patienceMs, undefined, { signal });
    const why = await otherKind();
    if (why !== undefined) return why;
    await setTimeout(answerTimeoutMs - patienceMs, undefined, { signal });
    return `the server there takes connections and does not answer within ${answerTimeoutMs / 1000} s`;
  };
  try {
    const found = await Promise.race([connecting, silence()]);
    if (typeof found === "bigint") return found;
    connecting.catch(() => {});
    host.abandon();
    throw unreachable(address, found);
  } catch (error) {
    const closed = error instanceof EngineError && error.native === closedByServer;
    const why = closed ? await otherKind() : undefined;
    throw why === undefined ? error : unreachable(address, why);
  } finally {
    waiting.abort();
  }
}

function serverCalls(
  host: HostProcess,
  parsed: ConnectionString,
): ProcessServerCalls<ServerHandle> {
  return {
    async disconnectProcessServer(handle) {
      await host.call("freeChildren", handle);
      await host.call("disconnectProcessServer", handle);
    },
    async endProcessServer(handle) {
      await host.call("freeChildren", handle);
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
  throw unreachable(address, why);
}

function unreachable(address: string, why: string): EngineError {
  return new EngineError("unreachable", `No process server answers at ${address}: ${why}.`);
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
    await setTimeout(gonePollMs);
  }
}
