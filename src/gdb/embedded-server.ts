import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type { EmbeddedServerOptions } from "../engine/engine.ts";
import { EngineError } from "../engine/errors.ts";
import { programFile } from "../util/program-file.ts";
import { quietly } from "../util/quietly.ts";
import type { GdbOptions } from "./gdb-process.ts";
import {
  fateNotification,
  flushRequest,
  helloNotification,
  type KeeperAnswer,
  keeperVariables,
  outputNotification,
  startRequest,
} from "./keeper-protocol.ts";
import { within } from "./within.ts";

/** How long the keeper may take to report; a client may ask its user before it opens a terminal. */
const reportMs = 20_000;

type Tell = (channel: "stdout" | "stderr", text: string) => void;

/** The process server of the session's own: a gdbserver in the care of a server keeper. */
export class EmbeddedServer {
  readonly connectionString: string;
  /** Whether gdbserver starts programs by way of a wrapper. */
  readonly wrapped: boolean;
  readonly #link: MessageConnection;
  readonly #socket: Socket;
  #showing = false;

  private constructor(
    link: MessageConnection,
    socket: Socket,
    started: { port: number; wrapped: boolean },
    tell: Tell,
  ) {
    this.#link = link;
    this.#socket = socket;
    this.connectionString = `tcp:server=127.0.0.1,port=${started.port}`;
    this.wrapped = started.wrapped;
    link.onNotification(outputNotification, ({ channel, text }) => {
      // Before a debuggee is held only the shell that was to start it can have written.
      if (this.#showing) tell(channel, text);
    });
  }

  /**
   * Starts a keeper and its gdbserver.
   * @throws {EngineError} `missing` when gdbserver is not installed, `native` when the keeper does
   * not report.
   */
  static async start(
    options: EmbeddedServerOptions,
    gdb: GdbOptions,
    tell: Tell,
  ): Promise<EmbeddedServer> {
    const secret = randomBytes(24).toString("hex");
    const listener = createServer();
    await new Promise<void>((resolve, reject) => {
      listener.once("error", reject);
      listener.listen(0, "127.0.0.1", resolve);
    });
    try {
      const address = listener.address();
      const port = typeof address === "object" && address ? address.port : 0;
      const arrived = new Promise<[Socket, MessageConnection]>((resolve) => {
        listener.on("connection", (socket) => admit(socket, secret, resolve));
      });
      const env = { [keeperVariables.port]: String(port), [keeperVariables.secret]: secret };
      await startKeeper(options, env);
      const timeUp = delay(reportMs, undefined, { ref: false });
      const [socket, link] = (await Promise.race([arrived, timeUp])) ?? notReported();
      const orders = { gdbPath: gdb.gdbPath, terminal: options.runInTerminal !== undefined };
      const answer: KeeperAnswer = await link.sendRequest(startRequest, orders);
      if ("failure" in answer) {
        socket.destroy();
        throw new EngineError(answer.failure, answer.message);
      }
      return new EmbeddedServer(link, socket, answer, tell);
    } finally {
      listener.close();
    }
  }

  /** A debuggee was launched and is held. */
  launched(processId: number): void {
    this.#showing = true;
    this.#tellFate(processId, "launched");
  }

  /** A process was let go and lives on; the server lives for as long. */
  released(processId: number): void {
    this.#tellFate(processId, "released");
  }

  /** A debuggee is gone; resolves when all it had written was told. */
  async ended(processId: number): Promise<void> {
    this.#tellFate(processId, "ended");
    await within(
      700,
      quietly(() => this.#link.sendRequest(flushRequest)),
    );
    this.#showing = false;
  }

  /** Ends the link; the keeper does the rest. */
  async leave(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.end(resolve));
    this.#link.dispose();
    this.#socket.destroy();
  }

  #tellFate(processId: number, fate: "launched" | "released" | "ended"): void {
    void quietly(() => this.#link.sendNotification(fateNotification, { processId, fate }));
  }
}

/** Takes a connection for the keeper's once it has said the secret, and hangs up otherwise. */
function admit(
  socket: Socket,
  secret: string,
  admitted: (pair: [Socket, MessageConnection]) => void,
): void {
  socket.setNoDelay(true);
  socket.on("error", () => {});
  const link = createMessageConnection(
    new StreamMessageReader(socket),
    new StreamMessageWriter(socket),
  );
  link.onError(() => {});
  link.onNotification(helloNotification, (said) => {
    if (said === secret) admitted([socket, link]);
    else socket.destroy();
  });
  link.listen();
}

async function startKeeper(
  options: EmbeddedServerOptions,
  env: Record<string, string>,
): Promise<void> {
  const program = programFile("server-keeper.mjs");
  if (options.runInTerminal) {
    const args = [process.execPath, program];
    await options.runInTerminal({ args, cwd: process.cwd(), env });
    return;
  }
  const keeper = spawn(process.execPath, [program], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...env },
  });
  keeper.on("error", () => {});
  keeper.unref();
}

function notReported(): never {
  throw new EngineError(
    "native",
    "The embedded process server did not report: see whether the terminal it was to run in was opened.",
  );
}
