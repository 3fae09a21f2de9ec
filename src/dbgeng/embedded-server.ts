import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { type MessageConnection, ResponseError } from "vscode-jsonrpc/node";
import type { EmbeddedServerOptions } from "../engine/engine.ts";
import { EngineError } from "../engine/errors.ts";
import { openUnnamedFile } from "../util/unnamed-file.ts";
import { freePort } from "./free-port.ts";
import { listenForHost } from "./host-listener.ts";
import type { HostProgram } from "./host-program.ts";
import { embeddedCalls, fromResponseError } from "./host-protocol.ts";
import { linkOver } from "./link.ts";
import { OutputTail } from "./output-tail.ts";

/** A terminal of the client may take its time to appear. */
const startTimeoutMs = 60_000;
/** Twelve characters: dbgeng refuses longer passwords. */
const passwordBytes = 9;
/** Another program may have taken the port that was free a moment ago. */
const attempts = 5;

/**
 * A process server of the session's own, in a process that outlives this one. Its debuggees write
 * into files that it was started with, which are followed here.
 */
export class EmbeddedServer {
  /** What to pass to `connectProcessServer`. */
  readonly connectionString: string;
  readonly #socket: Socket;
  readonly #connection: MessageConnection;
  readonly #tails: readonly OutputTail[];

  private constructor(
    connectionString: string,
    socket: Socket,
    connection: MessageConnection,
    tails: readonly OutputTail[],
  ) {
    this.connectionString = connectionString;
    this.#socket = socket;
    this.#connection = connection;
    this.#tails = tails;
  }

  /**
   * Starts the server.
   * @param tell Told what the debuggees write; never, when they have a terminal.
   * @throws {EngineError} `unsupported` for a terminal under Wine, `missing` when it does not start.
   */
  static async start(
    program: HostProgram,
    { runInTerminal }: EmbeddedServerOptions,
    tell: (channel: "stdout" | "stderr", text: string) => void,
  ): Promise<EmbeddedServer> {
    if (runInTerminal !== undefined && program.underWine) {
      throw new EngineError(
        "unsupported",
        'A Windows program under Wine cannot use this machine\'s terminals: set "console" to "internalConsole".',
      );
    }
    const listener = await listenForHost();
    const args = [...program.args, "serve"];
    const env = { ...program.environment, ...listener.environment };
    const tails: OutputTail[] = [];
    try {
      if (runInTerminal === undefined) {
        const [stdout, stderr] = [openUnnamedFile(), openUnnamedFile()];
        tails.push(new OutputTail(stdout, (text) => tell("stdout", text)));
        tails.push(new OutputTail(stderr, (text) => tell("stderr", text)));
        spawnServer(program.command, args, env, [stdout, stderr]);
      } else {
        await runInTerminal({ args: [program.command, ...args], cwd: process.cwd(), env });
      }
      const socket = await withinTime(listener.sockets.calls);
      return await EmbeddedServer.#serve(socket, tails);
    } catch (error) {
      for (const tail of tails) tail.close();
      throw error;
    } finally {
      listener.close();
    }
  }

  static async #serve(socket: Socket, tails: readonly OutputTail[]): Promise<EmbeddedServer> {
    const connection = linkOver(socket);
    connection.onError(() => {});
    connection.listen();
    try {
      return new EmbeddedServer(await serve(connection), socket, connection, tails);
    } catch (error) {
      // Without a link the process ends.
      socket.destroy();
      throw error;
    }
  }

  /** Makes the server live for as long as a debuggee that it has started. */
  async ward(processId: number): Promise<void> {
    await this.#connection.sendRequest(embeddedCalls.ward, processId);
  }

  /** Ends the debuggees that it has started, whether a debugger holds them or not. */
  async endDebuggees(): Promise<void> {
    await this.#connection.sendRequest(embeddedCalls.endWards);
  }

  /** Tells what the debuggees have written so far. */
  drain(): void {
    for (const tail of this.#tails) tail.drain();
  }

  /** Leaves the server to itself. */
  leave(): void {
    for (const tail of this.#tails) tail.close();
    this.#connection.dispose();
    this.#socket.destroy();
  }
}

function spawnServer(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  [stdout, stderr]: readonly [number, number],
): void {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", stdout, stderr],
    detached: true,
    windowsHide: true,
  });
  // A server that cannot be started never connects, which is told then.
  child.on("error", () => {});
  child.unref();
}

/** Makes the process a server on a free port, with a password that nobody can guess. */
async function serve(connection: MessageConnection): Promise<string> {
  const password = randomBytes(passwordBytes).toString("base64url");
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      await connection.sendRequest(embeddedCalls.serve, `tcp:port=${port},password=${password}`);
      return `tcp:server=127.0.0.1,port=${port},password=${password}`;
    } catch (error) {
      if (attempt < attempts) continue;
      throw error instanceof ResponseError && error.data ? fromResponseError(error) : error;
    }
  }
}

function withinTime(socket: Promise<Socket>): Promise<Socket> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new EngineError(
            "missing",
            `The embedded process server did not start within ${startTimeoutMs / 1000} s.`,
          ),
        ),
      startTimeoutMs,
    );
  });
  return Promise.race([socket, late]).finally(() => clearTimeout(timer));
}
