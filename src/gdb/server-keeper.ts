/**
 * Program: keeps the embedded process server of one debug session, and outlives the session for as
 * long as a debuggee that it started.
 */
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { EngineError, sentenceOf } from "../engine/errors.ts";
import { quietly } from "../util/quietly.ts";
import {
  fateNotification,
  flushRequest,
  helloNotification,
  type KeeperAnswer,
  keeperVariables,
  outputNotification,
  startRequest,
} from "./keeper-protocol.ts";
import { KeptServer } from "./kept-server.ts";
import { Wards } from "./wards.ts";

/** How long gdb may take to let go of what it held when the session vanished. */
const releaseMs = 2000;
const pollMs = 200;

const wards = new Wards();
let server: KeptServer | undefined;

const socket = connect({
  host: "127.0.0.1",
  port: Number(process.env[keeperVariables.port]),
  noDelay: true,
});
const linkClosed = new Promise<void>((resolve) => {
  socket.on("close", () => resolve());
});
socket.on("error", () => {});
serve(socket);

const asked = new Promise<void>((resolve) => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    // In a terminal Ctrl-C is meant for the debuggee.
    process.on(signal, () => signal !== "SIGINT" && resolve());
  }
  // Whatever goes wrong here must not leave the server without its keeper.
  process.on("uncaughtException", () => resolve());
});

await Promise.race([linkClosed.then(untilNobodyIsLeft), asked]);
await server?.end();
process.exit(0);

function serve(stream: Socket): void {
  const secret = process.env[keeperVariables.secret] ?? "";
  // The debuggee inherits this environment and is not to know.
  for (const name of Object.values(keeperVariables)) delete process.env[name];
  const link: MessageConnection = createMessageConnection(
    new StreamMessageReader(stream),
    new StreamMessageWriter(stream),
  );
  link.onRequest(startRequest, async (orders): Promise<KeeperAnswer> => {
    try {
      server = await KeptServer.start(orders, (channel, text) => {
        // The debuggee may outlive the link.
        void quietly(() => link.sendNotification(outputNotification, { channel, text }));
      });
      return { port: server.port, wrapped: server.wrapped };
    } catch (error) {
      const missing = error instanceof EngineError && error.failure === "missing";
      return { failure: missing ? "missing" : "native", message: sentenceOf(error) };
    }
  });
  link.onRequest(flushRequest, async () => server?.flush());
  link.onNotification(fateNotification, ({ processId, fate }) => wards[fate](processId));
  // A write that raced with the end of the link says nothing new.
  link.onError(() => {});
  link.listen();
  void quietly(() => link.sendNotification(helloNotification, secret));
}

/** Waits until the session's gdb has let go of everything, and then for those that live on. */
async function untilNobodyIsLeft(): Promise<void> {
  const bound = AbortSignal.timeout(releaseMs);
  while (wards.anyHeld && !bound.aborted) await delay(20);
  wards.killHeld();
  while (server?.tracesAnybody() && !wards.anyAlive && !bound.aborted) await delay(20);
  while (wards.anyAlive) await delay(pollMs);
}
