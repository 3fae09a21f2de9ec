import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { PacketSplitter, packet } from "../remote-packets.ts";
import { FarRelay } from "./far-relay.ts";
import { ServerLine } from "./server-line.ts";

/** One end of the relay, played by a test: what the relay writes to it, and what it says. */
class Peer extends EventEmitter {
  /** Payloads that the relay has sent, oldest first. */
  readonly heard: string[] = [];
  readonly #splitter = new PacketSplitter((_raw, payload) => {
    if (payload !== undefined) this.heard.push(payload);
  });

  write(bytes: Buffer): void {
    this.#splitter.take(bytes);
  }

  say(payload: string, kind: "$" | "%" = "$"): void {
    this.emit("data", Buffer.from(packet(kind, payload), "latin1"));
  }

  /** What was heard since the last time. */
  news(): string[] {
    return this.heard.splice(0);
  }
}

/** A relay between a gdb and a server that the test plays. */
export function relayBetween(): { gdb: Peer; server: Peer } {
  const gdb = new Peer();
  const server = new Peer();
  new FarRelay(new ServerLine(server as unknown as Socket), gdb as unknown as Socket);
  return { gdb, server };
}

/** The same, once both have said what they can do and a program of one thread was started. */
export function relayAtStart(): { gdb: Peer; server: Peer } {
  const { gdb, server } = relayBetween();
  gdb.say("qSupported:multiprocess+");
  // What the relay asks ahead by itself is of no interest here.
  answerAll(server, (request) =>
    request.startsWith("qSupported") ? "PacketSize=47ff;QPassSignals+;QThreadEvents+" : "",
  );
  gdb.say("vRun;2f70");
  answerAll(server, (request) =>
    request.startsWith("vRun") ? "T0506:00;thread:p1.1;core:0;" : "E01",
  );
  gdb.news();
  return { gdb, server };
}

function answerAll(server: Peer, answer: (request: string) => string): void {
  for (let asked = server.news(); asked.length > 0; asked = server.news()) {
    for (const request of asked) server.say(answer(request));
  }
}
