import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EngineError } from "../../engine/errors.ts";
import { findProgram } from "../../util/find-program.ts";
import { probeServer } from "./probe-server.ts";
import { hostAndPort } from "./server-address.ts";
import { passOnMessages } from "./server-messages.ts";

/** How a gdbserver is started. */
export interface GdbserverOptions {
  /** The gdbserver beside this gdb is taken first. */
  readonly gdbPath?: string | undefined;
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 chooses a free one. */
  readonly port: number;
  /** Options in front of `--multi`. */
  readonly args?: readonly string[] | undefined;
  readonly spawn: Pick<SpawnOptions, "stdio" | "env" | "detached">;
  /** Takes what the server says on a piped standard error. */
  readonly tell?: ((text: string) => void) | undefined;
}

/** A gdbserver that serves one client after the other until it is ended. */
export class GdbserverProcess {
  readonly port: number;
  readonly child: ChildProcess;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;

  private constructor(child: ChildProcess, port: number) {
    this.child = child;
    this.port = port;
    this.ended = new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
  }

  /**
   * Starts a gdbserver and waits until it can be connected to.
   * @throws {EngineError} `missing` when it is not installed, `refused` when the port is in use,
   * `badInput` when the address is none of this machine's.
   */
  static async start(options: GdbserverOptions): Promise<GdbserverProcess> {
    const program = findGdbserver(options.gdbPath);
    const port = await freePort(options.host, options.port);
    const at = hostAndPort(options.host, port);
    const child = spawn(program, [...(options.args ?? []), "--multi", at], options.spawn);
    if (options.tell && child.stderr) passOnMessages(child.stderr, options.tell);
    const server = new GdbserverProcess(child, port);
    if (await comesUp(reachableHost(options.host), port, 5000, server.ended)) return server;
    await server.end();
    throw new EngineError(
      "native",
      `'${program}' does not serve at ${at}: run 'gdbserver --multi ${at}' to see why.`,
    );
  }

  /** Ends the server. Debuggees it launched end with it, those it attached to are let go. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill("SIGTERM");
    const timer = setTimeout(() => this.child.kill("SIGKILL"), 1000);
    await this.ended;
    clearTimeout(timer);
  }
}

/** The host under which a client on this machine reaches a server that listens on the address. */
export function reachableHost(host: string): string {
  if (host === "" || host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

/**
 * Full path of the gdbserver beside the given gdb, or else of the one in PATH.
 * @throws {EngineError} `missing` when there is none.
 */
export function findGdbserver(gdbPath: string | undefined): string {
  const beside = gdbPath?.includes("/") ? join(dirname(gdbPath), "gdbserver") : undefined;
  const found = (beside && findProgram(beside)) ?? findProgram("gdbserver");
  if (found) return found;
  throw new EngineError(
    "missing",
    "The program 'gdbserver' was not found: install it (Debian: apt install gdbserver, Fedora: dnf install gdb-gdbserver), or put it beside the gdb that \"gdbPath\" names.",
  );
}

/**
 * Waits until a gdbserver can be connected to.
 * @returns false when the time is up or it is gone.
 */
export async function comesUp(
  host: string,
  port: number,
  patienceMs: number,
  gone: Promise<void>,
): Promise<boolean> {
  const given = gone.then(() => "gone" as const);
  const bound = AbortSignal.timeout(patienceMs);
  while (!bound.aborted) {
    const result = await Promise.race([given, probeServer(host, port)]);
    if (result === "gone") return false;
    if (result.kind === "free") return true;
    await delay(5);
  }
  return false;
}

/**
 * Takes a port for a moment, to choose one (0) or to know that it can be had.
 * @throws {EngineError} `refused` when the port is in use or not allowed, `badInput` when the
 * address is none of this machine's.
 */
export function freePort(host: string, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(cannotListen(host, wanted, error)),
    );
    server.listen({ host: host === "" ? undefined : host, port: wanted }, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}

function cannotListen(host: string, port: number, error: NodeJS.ErrnoException): EngineError {
  if (error.code === "EADDRINUSE") {
    return new EngineError(
      "refused",
      `No process server can be started at port ${port}: another program listens there; choose another port, or 0 for any free one.`,
      { native: error.code },
    );
  }
  if (error.code === "EACCES") {
    return new EngineError(
      "refused",
      `No process server can be started at port ${port}: this user may not listen there; choose a port above 1023.`,
      { native: error.code },
    );
  }
  return new EngineError(
    "badInput",
    `No process server can listen on '${host}' (${error.code ?? error.message}): name an address of this machine.`,
    { native: error.code ?? error.message },
  );
}
