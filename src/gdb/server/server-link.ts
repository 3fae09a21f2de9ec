import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { EngineError } from "../../engine/errors.ts";
import { limitDetachSignals } from "../debuggee/detach-signals.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";
import { RelayProcess } from "./far/relay-process.ts";
import { probeServer } from "./probe-server.ts";
import { hostAndPort, type ServerAddress } from "./server-address.ts";
import { StopRelay } from "./stop-relay.ts";

/** A process that the server already held when gdb connected, left there by an earlier client. */
export interface FoundProcess {
  readonly processId: number;
  /** gdb's number of its inferior. */
  readonly inferior: number;
}

/** What matters of a server for the connection to it. */
export interface ServerTraits {
  /** Whether gdb reads files by itself and not through the server. */
  readonly local?: boolean;
  /** Whether it holds several stopped threads. */
  readonly several?: boolean;
  /** The shortest time in which it answered; absent for one of this machine. */
  readonly roundTripMs?: number;
}

/** gdb's connection to a gdbserver: the handle inside a `ProcessServerConnection`. */
export class ServerLink {
  readonly address: ServerAddress;
  /** What the server held when gdb connected, stopped. */
  found: readonly FoundProcess[] = [];
  readonly #mi: MiSession;
  readonly #onLost: () => void;
  readonly #local: boolean;
  readonly #relay: StopRelay | undefined;
  /** How long the server takes to answer, in milliseconds. */
  readonly #roundTripMs: number;
  #far: RelayProcess | undefined;
  #connectedAt: number | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #asking = false;

  private constructor(
    address: ServerAddress,
    mi: MiSession,
    onLost: () => void,
    local: boolean,
    relay: StopRelay | undefined,
    roundTripMs: number,
  ) {
    this.address = address;
    this.#mi = mi;
    this.#onLost = onLost;
    this.#local = local;
    this.#relay = relay;
    this.#roundTripMs = roundTripMs;
  }

  /**
   * Connects gdb to a gdbserver that is free.
   * @param onLost Called once when the server is gone although nobody ended it.
   * @throws {EngineError} `unreachable` when gdb cannot connect.
   */
  static async open(
    address: ServerAddress,
    mi: MiSession,
    onLost: () => void,
    { local = false, several = false, roundTripMs = 0 }: ServerTraits,
  ): Promise<ServerLink> {
    const relay = several ? await StopRelay.open(address) : undefined;
    const link = new ServerLink(address, mi, onLost, local, relay, roundTripMs);
    await link.#connect();
    return link;
  }

  /**
   * Makes the connection fit for a launch or an attach, which may fail.
   *
   * A gdbserver that fails to start or attach takes the next connection that waits in its queue for
   * the one it has, and may spin for ever afterwards (seen with 13.1). Other clients that found it
   * busy have left such connections; leaving it for a moment lets it get rid of them.
   */
  async prepare(): Promise<void> {
    const age = this.#connectedAt === undefined ? 0 : Date.now() - this.#connectedAt;
    if (age > youngMs) await this.disconnect();
    await this.ensureConnected();
  }

  /** Leaves the server and connects again: after a launch that failed its answers are out of step. */
  async recover(): Promise<void> {
    await this.disconnect();
    // The server must have seen the end of the old connection before it sees the new one, and there
    // is nothing that could be asked whether it has.
    await delay(settleMs);
    await this.#connect();
  }

  /** Connects again if the server was left. */
  async ensureConnected(): Promise<void> {
    if (this.#connectedAt === undefined) await this.#connect();
  }

  /** Leaves the server; what it still holds stays as it is. Does nothing when it was left before. */
  async disconnect(): Promise<void> {
    if (this.#connectedAt === undefined) return;
    this.abandon();
    await this.#mi.send("-target-disconnect");
    // Only then the server has seen the end of the connection.
    await this.#far?.ended;
  }

  /** Leaves the server for good. Files of its machine that gdb still has open there are closed. */
  async leave(): Promise<void> {
    if (this.#connectedAt === undefined) return;
    // A server of the session's own ends with gdb, which need not take its leave.
    if (this.#local) {
      this.abandon();
      return;
    }
    for (const command of ["nosharedlibrary", "file"]) {
      await this.#mi.send(consoleCommand(command)).catch(() => {});
    }
    await this.disconnect();
  }

  /** Ends the server and resolves when nothing listens at its address any more. */
  async end(): Promise<void> {
    await this.ensureConnected();
    clearInterval(this.#heartbeat);
    // The server may be gone before it has answered.
    await this.#mi.send(consoleCommand("monitor exit")).catch(() => {});
    await this.disconnect().catch(() => {});
    const bound = AbortSignal.timeout(1000);
    while (await listens(this.address)) {
      if (bound.aborted) {
        throw new EngineError(
          "native",
          `Process server ${this.address.text} was asked to end and still listens: end the gdbserver on its own machine.`,
        );
      }
      await delay(10);
    }
  }

  /** Forgets the server without a word to it, because it or gdb is gone. */
  abandon(): void {
    clearInterval(this.#heartbeat);
    this.#connectedAt = undefined;
  }

  async #connect(): Promise<void> {
    const { host, port } = this.#relay ?? this.address;
    const { text } = this.address;
    const isFar = this.#relay === undefined && this.#roundTripMs > nearMs && canRelay;
    this.#far = isFar ? await RelayProcess.start(host, port) : undefined;
    const place = this.#far?.path ?? hostAndPort(host, port);
    try {
      await this.#mi.send(`-target-select extended-remote ${place}`);
    } catch (error) {
      const native = error instanceof EngineError ? error.native : undefined;
      if (native === undefined) throw error;
      throw new EngineError(
        "unreachable",
        `gdb cannot connect to process server ${text}: ${native.replace(/\.$/, "")}.`,
        { native },
      );
    }
    this.#connectedAt = Date.now();
    this.#heartbeat = setInterval(
      () => this.#beat(),
      Math.max(heartbeatMs, beatsApart * this.#roundTripMs),
    );
    this.#heartbeat.unref();
    // With target-non-stop gdb 13 does not ask a server whether it can step through a range of
    // addresses by itself, and then steps over a line one instruction at a time. This makes it ask.
    const stepsRanges = this.#mi.attempt("-gdb-set range-stepping on");
    const signals = limitDetachSignals(this.#mi);
    [this.found] = await Promise.all([heldProcesses(this.#mi), stepsRanges, signals]);
  }

  /**
   * Asks the server something it answers at once. While the debuggee is stopped gdb would notice
   * the server's end only when it next has a question of its own. (A second connection would notice
   * sooner, but see `prepare`.)
   */
  #beat(): void {
    if (this.#asking || this.#mi.busyAlone) return;
    this.#asking = true;
    this.#mi
      .send(consoleCommand("maint packet qC"), { quiet: true })
      .catch((error: unknown) => {
        const refused = error instanceof EngineError && error.failure === "native";
        if (refused && this.#connectedAt !== undefined) this.#onLost();
      })
      .finally(() => {
        this.#asking = false;
      });
  }
}

/** How often a quiet server is asked whether it is still there. */
const heartbeatMs = 500;
/** The same in round trips to a server that is far away: gdb does nothing else meanwhile. */
const beatsApart = 25;
/** Age of a connection within which no other client is taken to have waited for the server. */
const youngMs = 300;
const settleMs = 40;
/** A server that answers in this time is near, be it on a busy machine. */
const nearMs = 5;
/** gdb connects to it by a socket in a folder; a user may have it go without. */
const canRelay = process.platform !== "win32" && !process.env.PSDAP_NO_RELAY;

async function heldProcesses(mi: MiSession): Promise<readonly FoundProcess[]> {
  const { results } = await mi.send("-list-thread-groups");
  return tuplesOf(results, "groups").flatMap((group) => {
    const processId = numberOf(group, "pid");
    const inferior = Number(textOf(group, "id")?.slice(1));
    return processId === undefined ? [] : [{ processId, inferior }];
  });
}

/**
 * Finds out whether gdb can connect to a server, and what it has to know of it. Must not be broken
 * off: the server may end of it.
 * @throws {EngineError} `unreachable` when nobody or something else answers, `refused` when the
 * server serves somebody else.
 */
export async function requireFreeServer(address: ServerAddress): Promise<ServerTraits> {
  const probed = await probeServer(address.host, address.port);
  const where = address.text;
  if (probed.kind === "absent") {
    throw new EngineError("unreachable", absentSentence(address, probed.code), {
      native: probed.code,
    });
  }
  if (probed.kind === "foreign") {
    throw new EngineError(
      "unreachable",
      `What answers at ${where} is no gdbserver: correct the address, or start one there with 'gdbserver --multi :${address.port}'.`,
    );
  }
  if (probed.kind === "silent") {
    throw new EngineError(
      "refused",
      `Process server ${where} does not answer: it is busy (another debugger is connected, and gdbserver serves one at a time) or is no gdbserver; end the other session or correct the address.`,
    );
  }
  return probed;
}

function absentSentence(address: ServerAddress, code: string): string {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `Process server ${address.text} cannot be reached: there is no machine called '${address.host}'; correct the name in server=.`;
  }
  if (code === "ECONNREFUSED") {
    return `No process server listens at ${address.text}: start one there with 'gdbserver --multi ${hostAndPort(address.host, address.port)}', or correct the address.`;
  }
  return `Process server ${address.text} cannot be reached (${code}): check the address, the network and the firewall.`;
}

/** Whether anything accepts connections there. Harmless to a gdbserver that gdb was connected to. */
function listens(address: ServerAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address.host, port: address.port });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    let connected = false;
    socket.setTimeout(300, () => finish(connected));
    socket.on("connect", () => {
      connected = true;
    });
    // A tunnel accepts for a server that is gone, and hangs up at once.
    socket.on("close", () => finish(false));
    socket.on("error", () => finish(false));
    socket.resume();
  });
}
