import { connect } from "node:net";
import { FarRelay } from "./far-relay.ts";
import { ServerLine } from "./server-line.ts";

/**
 * The relay between gdb and a gdbserver that is far away: gdb starts it and speaks with it as if it
 * were the server. It ends when either of them goes.
 *
 *     far-relay.mjs HOST PORT
 */
const [host = "", port = ""] = process.argv.slice(2);

/** How long a server may take to say its last words. */
const farewellMs = 1000;

/** How long a server that has just answered may take to take the connection. */
const connectMs = 15_000;

process.on("SIGINT", () => {});
const patience = setTimeout(() => process.exit(1), connectMs);
const socket = connect({ host, port: Number(port), noDelay: true, allowHalfOpen: true });
socket.on("error", (error) => {
  process.stderr.write(`The process server cannot be reached (${error.message}).\n`);
  process.exit(1);
});
socket.on("end", () => process.exit());
socket.on("connect", () => {
  clearTimeout(patience);
  // The first packet is acknowledged; gdb is heard once no more are.
  const server = new ServerLine(socket);
  server.ask("QStartNoAckMode", (reply) => {
    if (reply !== "OK") {
      process.stderr.write("The process server does not do without acknowledgements.\n");
      process.exit(1);
    }
    socket.write("+");
    const relay = new FarRelay(server, process.stdin, process.stdout);
    process.stdin.on("end", () => {
      relay.settle();
      // The server may be sending, and would end of a connection that is cut off.
      socket.end();
      setTimeout(() => process.exit(), farewellMs);
    });
  });
});
