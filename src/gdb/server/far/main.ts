import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { dirname } from "node:path";
import { FarRelay } from "./far-relay.ts";
import { ServerLine } from "./server-line.ts";

/**
 * The relay between gdb and a gdbserver that is far away. It is a process of its own, so that gdb can
 * still let a debuggee go when whoever started both is gone; it ends when gdb or the server goes.
 *
 *     far-relay.mjs HOST PORT SOCKET
 *
 * SOCKET is where gdb is to connect, in a folder that is removed with it. It is there once something
 * was written to standard output.
 */
const [host = "", port = "", path = ""] = process.argv.slice(2);

/** How long gdb and the server may take to come together. */
const meetingMs = 20_000;
/** How long a server may take to say its last words. */
const farewellMs = 1000;

const patience = setTimeout(() => process.exit(1), meetingMs);
process.on("exit", () => rmSync(dirname(path), { recursive: true, force: true }));

const door = createServer({ allowHalfOpen: true }).listen(path);
await once(door, "listening");
process.stdout.write("ready\n");
const [near, far] = await Promise.all([
  once(door, "connection").then(([socket]) => socket as Socket),
  reach(),
]);
door.close();
clearTimeout(patience);

const relay = new FarRelay(far.line, near);
near.on("error", leave).on("end", leave);

/** The server may be sending, and would end of a connection that is cut off. */
function leave(): void {
  relay.settle();
  far.socket.end();
  setTimeout(() => process.exit(), farewellMs);
}

/** Connects to the server. Only its first packet is acknowledged. */
async function reach(): Promise<{ socket: Socket; line: ServerLine }> {
  const socket = connect({ host, port: Number(port), noDelay: true, allowHalfOpen: true });
  socket.on("error", () => process.exit(1)).on("end", () => process.exit());
  await once(socket, "connect");
  const line = new ServerLine(socket);
  const reply = await new Promise((resolve) => line.ask("QStartNoAckMode", resolve));
  // Nothing that gdb could connect to: it says so.
  if (reply !== "OK") process.exit(1);
  socket.write("+");
  return { socket, line };
}
