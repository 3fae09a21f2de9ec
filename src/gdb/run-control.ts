import { EngineError } from "../engine/errors.ts";
import type { Stop, StopReason } from "../engine/model.ts";
import { breakAtEntry, type EntryBreakpoint } from "./entry-breakpoint.ts";
import { afterTheCall, type EventQueue } from "./event-queue.ts";
import type { HeldDebuggee } from "./held-debuggee.ts";
import { miQuote } from "./mi-quote.ts";
import type { AsyncRecord, MiSession } from "./mi-session.ts";
import { type MiTuple, numberOf, textOf, tupleOf } from "./mi-value.ts";
import { type ExitCause, exitCauseOf, stopCauseOf } from "./stop-reason.ts";
import type { ThreadTable } from "./thread-table.ts";

/** What run control needs from its surroundings. */
export interface RunControlParts {
  readonly mi: MiSession;
  readonly threads: ThreadTable;
  readonly events: EventQueue;
  /** The engine's ids of the breakpoints at an address, or of the one that gdb names. */
  readonly breakpointIds: (number: number | undefined, address: string | undefined) => number[];
  /** Called whenever the debuggee leaves a stop: frames and variables are void. */
  readonly left: () => void;
  /** Called when the debuggee could not be set in motion. */
  readonly stuck: () => void;
  /** Called when the debuggee ended; tells the event when all its output is out. */
  readonly ended: (cause: ExitCause) => void;
}

/** How often a request to stop is repeated while gdb was just busy with a stop of its own. */
const retryMs = 150;

/**
 * Whether the debuggee runs, and what sets it in motion and stops it.
 *
 * gdb runs with target-non-stop, so it can be asked and told things while the debuggee runs; to
 * the user all threads stop and go together.
 */
export class RunControl {
  readonly #parts: RunControlParts;
  #debuggee: HeldDebuggee | undefined;
  #state: "none" | "held" | "stopped" | "running" = "none";
  #hold: { resolve: () => void; reject: (error: EngineError) => void } | undefined;
  #lastMotion = "-exec-continue";
  #moving: Promise<unknown> = Promise.resolve();
  #locked = false;
  #entry: EntryBreakpoint | undefined;
  #pause: NodeJS.Timeout | undefined;
  #onCalm: (() => void)[] = [];
  #interrupted = false;
  #lastStopped: number | undefined;

  constructor(parts: RunControlParts) {
    this.#parts = parts;
  }

  get debuggee(): HeldDebuggee | undefined {
    return this.#debuggee;
  }

  get running(): boolean {
    return this.#state === "running";
  }

  /** The thread of the last stop. */
  get lastStopped(): number | undefined {
    return this.#lastStopped;
  }

  /**
   * The debuggee, which must be stopped.
   * @throws {EngineError} `notStopped` while it runs, `notFound` when there is none.
   */
  requireStopped(): HeldDebuggee {
    if (this.#debuggee === undefined) {
      throw new EngineError("notFound", "There is no debuggee: launch or attach to one first.");
    }
    if (this.#state === "running") {
      throw new EngineError("notStopped", "The debuggee is running: pause it first.");
    }
    return this.#debuggee;
  }

  /**
   * Waits for the stop with which a launch or an attach begins; it is not told to anybody.
   * Rejects with `lost` when that can no longer happen.
   */
  nextStop(): Promise<void> {
    const stop = new Promise<void>((resolve, reject) => {
      this.#hold = { resolve, reject };
    });
    stop.catch(() => {});
    return stop;
  }

  /** Gives up waiting for that stop. */
  cancelNextStop(): void {
    this.#hold = undefined;
  }

  /** Notes the debuggee that was launched or attached to, held at its first stop. */
  hold(debuggee: HeldDebuggee): void {
    this.#hold = undefined;
    this.#debuggee = debuggee;
    this.#state = "held";
  }

  /** Forgets the debuggee, which was let go or is gone. */
  release(): void {
    this.#calm();
    this.#hold?.reject(new EngineError("lost", "The debuggee was lost before it could be held."));
    this.#hold = undefined;
    this.#debuggee = undefined;
    this.#state = "none";
    this.#entry = undefined;
    this.#lastStopped = undefined;
    this.#interrupted = false;
    this.#parts.left();
    this.#parts.threads.clear();
  }

  /** Lets a held debuggee go. */
  async start(stopAtEntry: boolean): Promise<void> {
    const debuggee = this.requireStopped();
    if (stopAtEntry && debuggee.origin === "attached") {
      this.#state = "stopped";
      const [first] = await this.#parts.threads.list();
      this.#tell(first?.id, { kind: "entry" });
      return;
    }
    if (stopAtEntry) this.#entry = await breakAtEntry(this.#parts.mi);
    await this.#move("-exec-continue");
  }

  /** Lets the debuggee run, or only one thread of it. */
  async resume(threadId?: number): Promise<void> {
    this.requireStopped();
    if (threadId === undefined) return this.#move("-exec-continue");
    return this.#move(`-exec-continue --thread ${this.requireThread(threadId)}`, true);
  }

  /** Runs one of gdb's stepping commands on a thread; where there is none, the debuggee runs on. */
  async step(threadId: number, verb: string): Promise<void> {
    this.requireStopped();
    const thread = this.requireThread(threadId);
    const frame = verb === "-exec-finish" ? " --frame 0" : "";
    try {
      await this.#move(`${verb} --thread ${thread}${frame}`);
    } catch (error) {
      const outermost = error instanceof EngineError && /outermost frame/.test(error.native ?? "");
      if (!outermost) throw error;
      // Nobody to return to: out of the outermost frame means to the end of the debuggee.
      await this.#move("-exec-continue");
    }
  }

  /** gdb's number of a thread. @throws {EngineError} `notFound` when there is no such thread. */
  requireThread(threadId: number): string {
    const number = this.#parts.threads.numberOf(threadId);
    if (number !== undefined) return number;
    throw new EngineError("notFound", `The debuggee has no thread ${threadId}.`);
  }

  /**
   * Asks the running debuggee to stop.
   *
   * gdb's own way is a SIGINT to the process group: that misses a debuggee that leads no group,
   * hits its children, and stays pending when a breakpoint comes first. `vCont;t` stops the threads
   * of this process and nothing else, and leaves no signal behind.
   * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Packets.html
   */
  async interrupt(): Promise<void> {
    if (!this.running || this.#pause !== undefined) return;
    this.#pause = setInterval(() => this.#askToStop().catch(() => {}), retryMs);
    this.#pause.unref();
    await this.#askToStop();
  }

  /** Resolves when no stop that was asked for is on its way. */
  paused(): Promise<void> {
    if (this.#pause === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#onCalm.push(resolve));
  }

  /** Follows gdb's records of running and stopping. */
  take(record: AsyncRecord): void {
    if (record.class === "running") this.#noteRunning();
    else if (record.class === "stopped") this.#noteStopped(record.results);
  }

  async #askToStop(): Promise<void> {
    const id = this.#debuggee?.processId;
    if (id === undefined || !this.running) return;
    const packet = `maint packet vCont;t:p${id.toString(16)}.-1`;
    const command = `-interpreter-exec console ${miQuote(packet)}`;
    const { output } = await this.#parts.mi.send(command, { urgent: true });
    if (!/received: "OK"/.test(output) && this.running && !this.#interrupted) {
      this.#interrupted = true;
      await this.#parts.mi.send("-exec-interrupt", { urgent: true });
    }
  }

  async #move(command: string, alone = false): Promise<void> {
    const before = this.#state;
    this.#state = "running";
    this.#lastMotion = command;
    this.#parts.left();
    try {
      if (alone !== this.#locked) {
        await this.#parts.mi.send(`-gdb-set scheduler-locking ${alone ? "on" : "replay"}`);
        this.#locked = alone;
      }
      this.#moving = this.#parts.mi.send(command);
      await this.#moving;
    } catch (error) {
      if (this.#state === "running") this.#state = before;
      this.#parts.stuck();
      throw error;
    }
  }

  /** Notes that gdb could not set the debuggee in motion although it had said so. */
  noteStuck(why: string): void {
    if (!this.running) return;
    this.#calm();
    this.#state = "stopped";
    this.#tell(this.#lastStopped, { kind: "pause" }, why);
  }

  #noteRunning(): void {
    if (this.#state !== "stopped" && this.#state !== "held") return;
    if (this.#hold) return;
    this.#state = "running";
    this.#lastMotion = "-exec-continue";
    this.#parts.left();
    this.#parts.threads.invalidate();
    this.#parts.events.push({ type: "resumed" });
  }

  #noteStopped(results: MiTuple): void {
    this.#parts.threads.invalidate();
    const exit = exitCauseOf(results);
    if (this.#hold) {
      const hold = this.#hold;
      this.#hold = undefined;
      hold.resolve();
      return;
    }
    if (this.#debuggee === undefined) return;
    if (exit) {
      this.#parts.ended(exit);
      return;
    }
    const thread = textOf(results, "thread-id");
    const stop = this.#causeOf(results);
    if (stop === undefined) {
      // A stop that was asked for came too late, another one was first: nobody waits for it.
      this.#parts.mi.send(this.#lastMotion).catch(() => {
        this.#state = "stopped";
      });
      return;
    }
    this.#state = "stopped";
    const settled = this.#moving.catch(() => {});
    this.#parts.events.push(async () => {
      await settled;
      await afterTheCall();
      const threadId = thread === undefined ? undefined : await this.#parts.threads.idOf(thread);
      if (this.#state !== "stopped") return undefined;
      this.#lastStopped = threadId;
      return { type: "stopped", stop: { threadId: threadId ?? 0, ...stop } };
    });
  }

  /** What to tell of a stop; undefined for one that is to pass unnoticed. */
  #causeOf(results: MiTuple): Omit<Stop, "threadId"> | undefined {
    const signal = textOf(results, "signal-name");
    const asked = this.#pause !== undefined;
    if (signal === "0" && !asked) return undefined;
    this.#calm();
    if (asked && (signal === "0" || (signal === "SIGINT" && this.#interrupted))) {
      this.#interrupted = false;
      return { reason: { kind: "pause" } };
    }
    const number = numberOf(results, "bkptno");
    const address = textOf(tupleOf(results, "frame"), "addr");
    if (this.#atEntry(number, address)) return { reason: { kind: "entry" } };
    return stopCauseOf(results, this.#parts.breakpointIds(number, address));
  }

  #atEntry(number: number | undefined, address: string | undefined): boolean {
    const entry = this.#entry;
    if (entry === undefined || number === undefined) return false;
    if (number !== entry.breakpoint && address !== entry.address) return false;
    this.#entry = undefined;
    return true;
  }

  #tell(threadId: number | undefined, reason: StopReason, text?: string): void {
    this.#lastStopped = threadId;
    this.#parts.events.push(async () => {
      await afterTheCall();
      return { type: "stopped", stop: { threadId: threadId ?? 0, reason, text } };
    });
  }

  #calm(): void {
    clearInterval(this.#pause);
    this.#pause = undefined;
    for (const resolve of this.#onCalm.splice(0)) resolve();
  }
}
