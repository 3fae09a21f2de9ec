import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { PacketSplitter, packet } from "./remote-packets.ts";
import type { ServerAddress } from "./server-address.ts";

/**
 * A relay on loopback to a gdbserver that holds several stopped threads.
 *
 * gdb 13.1 with target-non-stop fails an assertion and ends when it connects to a server that tells
 * it of more than one stopped thread. So it is told of one; the others it takes for running, and
 * asks to stop. What the server had said of them is the answer to that.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Notification-Packets.html
 */
export class StopRelay {
  /** Where gdb connects instead. */
  readonly host = "127.0.0.1";
  readonly #server: Server;

  private constructor(address: ServerAddress) {
    this.#server = createServer({ noDelay: true }, (near) => {
      const far = connect({ host: address.host, port: address.port, noDelay: true });
      // It lasts until either side leaves, and keeps nobody from ending.
      for (const socket of [near, far]) socket.unref().on("error", () => {});
      near.on("close", () => far.destroy());
      far.on("close", () => near.destroy());
      relay(near, far);
    });
  }

  static async open(address: ServerAddress): Promise<StopRelay> {
    const relay = new StopRelay(address);
    relay.#server.listen(0, relay.host).unref();
    await once(relay.#server, "listening");
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
}

/** What gdb and the server are at; the relay has nothing more to do at the `end`. */
type Stage = "start" | "asked" | "first" | "collecting" | "telling" | "end";

/** Carries one connection. */
function relay(gdb: Socket, server: Socket): void {
  let stage: Stage = "start";
  /** What the server said of the threads that gdb takes for running, by thread. */
  const kept = new Map<string, string>();
  /** What gdb has asked for and is still to be told. */
  const due: string[] = [];
  let unanswered = false;
  const heldBack: Buffer[] = [];

  const finish = () => {
    stage = "end";
    for (const raw of heldBack.splice(0)) gdb.write(raw);
  };
  const fromGdb = new PacketSplitter((raw, payload) => {
    if (stage === "start" && payload === "?") stage = "asked";
    if (stage === "first" && payload === "vStopped") stage = "collecting";
    const stopping = stage === "telling" ? /^vCont;t(?::(.*))?$/.exec(payload ?? "") : null;
    const asked = stopping ? [...kept.keys()].filter((id) => isMeant(id, stopping[1])) : [];
    if (asked.length > 0) {
      for (const id of asked) {
        due.push(kept.get(id) as string);
        kept.delete(id);
      }
      gdb.write(packet("$", "OK"));
      if (unanswered) return;
      unanswered = true;
      gdb.write(packet("%", `Stop:${due.shift()}`));
    } else if (unanswered && payload === "vStopped") {
      const next = due.shift();
      gdb.write(packet("$", next ?? "OK"));
      if (next !== undefined) return;
      unanswered = false;
      if (kept.size === 0) finish();
    } else {
      server.write(raw);
    }
  });
  const fromServer = new PacketSplitter((raw, payload) => {
    const isReply = payload !== undefined && raw[0] === "$".charCodeAt(0);
    if (stage === "collecting" && isReply) {
      const id = /;thread:([^;]+)/.exec(payload)?.[1];
      if (id === undefined) {
        // No more threads are stopped.
        gdb.write(raw);
        if (kept.size === 0) finish();
        else stage = "telling";
      } else {
        kept.set(id, withoutStaleSignal(payload));
        server.write(packet("$", "vStopped"));
      }
    } else if (
      payload !== undefined &&
      !isReply &&
      (stage === "collecting" || stage === "telling")
    ) {
      heldBack.push(raw);
    } else {
      if (stage === "asked" && isReply) stage = payload.startsWith("T") ? "first" : "end";
      gdb.write(raw);
    }
  });
  gdb.on("data", (chunk: Buffer) => (stage === "end" ? server.write(chunk) : fromGdb.take(chunk)));
  server.on("data", (chunk: Buffer) =>
    stage === "end" ? gdb.write(chunk) : fromServer.take(chunk),
  );
}

/**
 * SIGSEGV and SIGINT may be no more than the end of a function that the last debugger had called
 * there. A thread that did run into a fault runs into it again.
 */
function withoutStaleSignal(report: string): string {
  return report.replace(/^T(0b|02)/, "T00");
}

/** Whether an action is for a thread: for this one, for all of its process, or for all. */
function isMeant(id: string, action: string | undefined): boolean {
  return action === undefined || action === id || action === id.replace(/\.\w+$/, ".-1");
}
