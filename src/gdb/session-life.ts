import { EngineError } from "../engine/errors.ts";
import type { EventQueue } from "./event-queue.ts";
import type { GdbProcess } from "./mi/gdb-process.ts";
import type { ServerLink } from "./server/server-link.ts";

/** What the end of a session concerns. */
interface LifeParts {
  readonly gdb: GdbProcess;
  readonly events: EventQueue;
  /** The server that gdb is connected to. */
  link(): ServerLink | undefined;
  /** Forgets the debuggee. */
  release(): void;
  /** Lets go or ends, by another gdb, what this one held when it was lost. */
  rescue(): void;
}

/** Whether a session goes on: until it is closed, or its process server or gdb is lost. */
export class SessionLife {
  readonly #parts: LifeParts;
  #failure: EngineError | undefined;
  #closing = false;
  #markLost: () => void = () => {};

  constructor(parts: LifeParts) {
    this.#parts = parts;
    parts.gdb.ended.then(() => this.#engineLost()).catch(() => {});
  }

  get lost(): boolean {
    return this.#failure !== undefined;
  }

  /** Registers who is told that the process server is gone. */
  onLost(listener: () => void): void {
    this.#markLost = listener;
  }

  /** @throws {EngineError} `lost` when the session is over. */
  requireAlive(): void {
    if (this.#failure) throw this.#failure;
    if (this.#closing) throw new EngineError("lost", "The engine is closed.");
  }

  /** The session is about to be closed: what goes away from now on is not lost. */
  closing(): void {
    this.#closing = true;
  }

  /** The process server is gone. */
  serverLost(): void {
    const address = this.#parts.link()?.address.text;
    if (address === undefined || this.lost || this.#closing || !this.#parts.gdb.alive) return;
    this.#lose(
      "processServer",
      `Process server ${address} is gone: it was ended or the connection broke, and the debuggee's fate is not known.`,
    );
  }

  #engineLost(): void {
    if (this.#closing || this.lost) return;
    this.#parts.rescue();
    this.#lose("engine", "The debugger gdb has ended unexpectedly, so the session is over.");
  }

  #lose(what: "processServer" | "engine", message: string): void {
    const { gdb, events } = this.#parts;
    this.#failure = new EngineError("lost", message);
    this.#parts.link()?.abandon();
    this.#parts.release();
    gdb.mi.close(message);
    events.push({ type: "lost", what, message });
    this.#markLost();
  }
}
