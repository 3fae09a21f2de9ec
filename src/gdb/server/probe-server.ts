import { connect } from "node:net";
import { packet } from "./remote-packets.ts";

/**
 * What answers at an address: a gdbserver that is free, one that serves somebody else (or a
 * program that never speaks first), something else, or nobody.
 */
export type ProbeResult =
  | {
      readonly kind: "free";
      /** Whether it holds more than one stopped thread. */
      readonly several: boolean;
      /** The shortest time in which it answered, in milliseconds. */
      readonly roundTripMs: number;
    }
  | { readonly kind: "silent" }
  | { readonly kind: "foreign" }
  | { readonly kind: "absent"; readonly code: string };

/** Answers to a packet with a wrong checksum and to the switch to extended mode. */
const greeting = "-+$OK#9a";

/** Longer than a loaded machine needs for one byte, shorter than a user's patience. */
const silenceMs = 700;

/**
 * Asks whether a gdbserver is free, without gdb: gdb would hang for many seconds at a busy one.
 *
 * gdbserver takes one connection at a time, and others wait in its accept queue. It is touchy:
 * - One that was never told `!` (extended mode) ends when its first connection closes.
 * - One that is sending when the connection is reset crashes (seen with 13.1).
 * So the first packet has a wrong checksum: a free server answers the single byte `-`, and one
 * that is busy now and finds the packet later has nothing to send that could fail. Only then is
 * extended mode switched on, and everything that was answered is read before closing. It is asked
 * for two threads, if it has any.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Packet-Acknowledgment.html
 */
export function probeServer(host: string, port: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => finish({ kind: "silent" }), silenceMs);
    let received = "";
    let connected = false;
    let asked = 0;
    let sentAt = performance.now();
    let roundTripMs = Number.POSITIVE_INFINITY;
    const send = (text: string) => {
      sentAt = performance.now();
      socket.write(text);
    };
    const finish = (result: ProbeResult) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    socket.on("connect", () => {
      connected = true;
      send("$!#00");
    });
    socket.on("data", (chunk) => {
      const before = received;
      roundTripMs = Math.min(roundTripMs, performance.now() - sentAt);
      received += chunk.toString("latin1");
      if (!received.startsWith(greeting.slice(0, received.length))) {
        return finish({ kind: "foreign" });
      }
      if (before === "") send(packet("$", "!"));
      const threads = received.slice(greeting.length).match(/\$[^#]*#../g) ?? [];
      if (received.length < greeting.length || threads.length < asked) return;
      const more = asked === 0 || threads.at(-1)?.startsWith("$m");
      if (more && asked < 2) {
        send(`+${packet("$", asked === 0 ? "qfThreadInfo" : "qsThreadInfo")}`);
        asked++;
        return;
      }
      clearTimeout(timer);
      // The acknowledgement ends the exchange: the server has nothing more to send.
      socket.end("+", () => finish({ kind: "free", several: more === true, roundTripMs }));
    });
    socket.on("end", () => finish({ kind: "foreign" }));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (connected) finish({ kind: "foreign" });
      else finish({ kind: "absent", code: error.code ?? error.message });
    });
  });
}
