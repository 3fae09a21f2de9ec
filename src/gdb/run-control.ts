import { EngineError } from "../engine/errors.ts";
import type { Stop, StopReason } from "../engine/model.ts";
import { breakAtEntry, type EntryBreakpoint } from "./entry-breakpoint.ts";
import { afterTheCall, type EventQueue } from "./event-queue.ts";
import type { StoppedAt } from "./exception-info.ts";
import type { HeldDebuggee } from "./held-debuggee.ts";
import type { AsyncRecord, MiSession } from "./mi-session.ts";
import { type MiTuple, numberOf, textOf, tupleOf } from "./mi-value.ts";
import { PauseRequest } from "./pause-request.ts";
import { breakpointNumberOf, type ExitCause, exitCauseOf, stopCauseOf } from "./stop-reason.ts";
import type { ThreadTable } from "./thread-table.ts";

/** What run control needs from its surroundings. */
export interface RunControlParts {
  readonly mi: MiSession;
  readonly threads: ThreadTable;
  readonly events: EventQueue;
  /** The engine's ids of the breakpoints that were hit, and of the one that gdb names. */
  readonly takeHits: (number: number | undefined) => number[];
  /** What kind of C++ exceptions gdb's breakpoint of that number is for. */
  readonly catchpoint: (number: number | undefined) => "throw" | "catch" | undefined;
  /** The name of the C++ exception that a thread, by gdb's number, has stopped at. */
  readonly exceptionName: (thread: string) => Promise<string>;
  /** Called whenever the debuggee leaves a stop: frames and variables are void. */
  readonly left: () => void;
  /** Called when the debuggee could not be set in motion. */
  readonly stuck: () => void;
  /** Called when the debuggee ended; tells the event when all its output is out. */
  readonly ended: (cause: ExitCause) => void;
}

/** Which threads run along with one that is moved; `replay` is all of them. */
type Locking = "replay" | "step" | "on";

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
  #locking: Locking = "replay";
  #entry: EntryBreakpoint | undefined;
  readonly #pause: PauseRequest;
  /** The call that a step is on its way to. */
  #call: { readonly breakpoint: number; readonly thread: string } | undefined;
  /** Whether a stop that was asked for is to be told. */
  #wanted = false;
  /** Told of the next stop: whether it is one that nobody else is told of. */
  #quiet: ((unseen: boolean) => void) | undefined;
  #lastStopped: number | undefined;
  #stoppedAt: StoppedAt | undefined;

  constructor(parts: RunControlParts) {
    this.#parts = parts;
    this.#pause = new PauseRequest(parts.mi, () =>
      this.running ? this.#debuggee?.processId : undefined,
    );
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

  /** The exception of the last stop; undefined when there was none, or in another thread. */
  exceptionOf(threadId: number): StoppedAt | undefined {
    return threadId === this.#lastStopped ? this.#stoppedAt : undefined;
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
    this.#pause.end();
    this.#wanted = false;
    this.#quiet?.(false);
    this.#quiet = undefined;
    this.#hold?.reject(new EngineError("lost", "The debuggee was lost before it could be held."));
    this.#hold = undefined;
    this.#debuggee = undefined;
    this.#state = "none";
    this.#entry = undefined;
    this.#lastStopped = undefined;
    this.#stoppedAt = undefined;
    this.#call = undefined;
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
    return this.#move(`-exec-continue --thread ${this.requireThread(threadId)}`, "on");
  }

  /**
   * Runs one of gdb's stepping commands on a thread; where there is none, the debuggee runs on.
   * @param alone Keeps the other threads stopped.
   */
  async step(threadId: number, verb: string, alone = false): Promise<void> {
    this.requireStopped();
    const thread = this.requireThread(threadId);
    const isOut = verb === "-exec-finish";
    const locking = !alone ? "replay" : isOut ? "on" : "step";
    try {
      await this.#move(`${verb} --thread ${thread}${isOut ? " --frame 0" : ""}`, locking);
    } catch (error) {
      const outermost = error instanceof EngineError && /outermost frame/.test(error.native ?? "");
      if (!outermost) throw error;
      // Nobody to return to: out of the outermost frame means to the end of the debuggee.
      await this.#move("-exec-continue");
    }
  }

  /**
   * Steps into one call of the current line: over what comes before it, then into it. Where the
   * thread never gets to the call the step ends behind the line.
   * @param address Of the call instruction, as gdb writes it.
   */
  async stepIntoCall(threadId: number, address: string, alone = false): Promise<void> {
    this.requireStopped();
    const thread = this.requireThread(threadId);
    const { mi } = this.#parts;
    const at = await mi.send(`-data-evaluate-expression --thread ${thread} --frame 0 "$pc"`);
    const pc = /0x[0-9a-f]+/.exec(textOf(at.results, "value") ?? "")?.[0] ?? "0x0";
    if (BigInt(pc) === BigInt(address)) return this.step(threadId, "-exec-step", alone);
    const { results } = await mi.send(`-break-insert -t -p ${thread} *${address}`);
    const breakpoint = numberOf(tupleOf(results, "bkpt"), "number") ?? -1;
    this.#call = { breakpoint, thread };
    await this.step(threadId, "-exec-next", alone);
  }

  /** Notes that a thread was made to go on elsewhere, and tells of it. */
  noteJump(threadId: number): void {
    this.#parts.left();
    this.#stoppedAt = undefined;
    this.#tell(threadId, { kind: "goto" });
  }

  /** gdb's number of a thread. @throws {EngineError} `notFound` when there is no such thread. */
  requireThread(threadId: number): string {
    const number = this.#parts.threads.numberOf(threadId);
    if (number !== undefined) return number;
    throw new EngineError("notFound", `The debuggee has no thread ${threadId}.`);
  }

  /** Asks the running debuggee to stop. */
  async interrupt(): Promise<void> {
    if (!this.running) return;
    this.#wanted = true;
    await this.#pause.ask();
  }

  /** Does work that needs the debuggee stopped; one that runs is stopped for it unseen. */
  async whileStopped<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.running || this.#quiet !== undefined) return work();
    const stop = new Promise<boolean>((resolve) => {
      this.#quiet = resolve;
    });
    await this.#pause.ask();
    const unseen = await stop;
    try {
      return await work();
    } finally {
      if (unseen && this.running) this.#goOn();
    }
  }

  /** Resolves when no stop that was asked for is on its way. */
  paused(): Promise<void> {
    return this.#pause.settled();
  }

  /** Follows gdb's records of running and stopping. */
  take(record: AsyncRecord): void {
    if (record.class === "running") this.#noteRunning();
    else if (record.class === "stopped") this.#noteStopped(record.results);
  }

  async #move(command: string, locking: Locking = "replay"): Promise<void> {
    const before = this.#state;
    this.#state = "running";
    this.#lastMotion = command;
    this.#parts.left();
    try {
      if (locking !== this.#locking) {
        await this.#parts.mi.send(`-gdb-set scheduler-locking ${locking}`);
        this.#locking = locking;
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
    this.#pause.end();
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
    const number = breakpointNumberOf(results);
    if (this.#goesOn(number)) return;
    const thread = textOf(results, "thread-id");
    const stop = this.#causeOf(results, number);
    // A stop that was asked for came too late, another one was first: nobody waits for it.
    if (stop === undefined) {
      this.#goOn();
      return;
    }
    const quiet = this.#quiet;
    const unseen = stop.reason.kind === "pause" && quiet !== undefined && !this.#wanted;
    this.#quiet = undefined;
    this.#wanted = false;
    quiet?.(unseen);
    if (unseen) return;
    this.#state = "stopped";
    const settled = this.#moving.catch(() => {});
    this.#parts.events.push(async () => {
      await settled;
      await afterTheCall();
      // gdb names none where a function ends that it had called itself.
      const threadId =
        (thread === undefined ? undefined : await this.#parts.threads.idOf(thread)) ??
        this.#lastStopped;
      if (this.#state !== "stopped") return undefined;
      this.#lastStopped = threadId;
      return {
        type: "stopped",
        stop: { threadId: threadId ?? 0, ...(await this.#named(stop, thread)) },
      };
    });
  }

  #goOn(): void {
    this.#parts.mi.send(this.#lastMotion).catch(() => {
      this.#state = "stopped";
    });
  }

  /** Whether this stop is on the way to a call that a step goes into: then it goes on. */
  #goesOn(number: number | undefined): boolean {
    const call = this.#call;
    this.#call = undefined;
    if (call === undefined) return false;
    const arrived = number === call.breakpoint && !this.#pause.pending;
    const next = arrived
      ? `-exec-step --thread ${call.thread}`
      : `-break-delete ${call.breakpoint}`;
    if (arrived) this.#lastMotion = next;
    this.#parts.mi.send(next).catch(() => {});
    return arrived;
  }

  /** What to tell of a stop; undefined for one that is to pass unnoticed. */
  #causeOf(results: MiTuple, number: number | undefined): Cause | undefined {
    const signal = textOf(results, "signal-name");
    if (signal === "0" && !this.#pause.pending) return undefined;
    const asked = this.#pause.explains(signal);
    this.#pause.end();
    this.#stoppedAt = undefined;
    const ids = this.#parts.takeHits(number);
    if (asked) return { reason: { kind: "pause" } };
    const address = textOf(tupleOf(results, "frame"), "addr");
    if (this.#atEntry(number, address)) return { reason: { kind: "entry" } };
    const cpp = this.#parts.catchpoint(number);
    if (cpp !== undefined) {
      this.#stoppedAt = { cpp };
      return { reason: { kind: "exception", name: "" }, text: `C++ exception: ${cpp}` };
    }
    if (signal !== undefined) {
      this.#stoppedAt = { signal, meaning: textOf(results, "signal-meaning") };
    }
    return stopCauseOf(results, ids);
  }

  /** Gives a C++ exception its name. */
  async #named(stop: Cause, thread: string | undefined): Promise<Cause> {
    const { reason } = stop;
    if (reason.kind !== "exception" || reason.name !== "" || thread === undefined) return stop;
    const name = await this.#parts.exceptionName(thread);
    return { ...stop, reason: { kind: "exception", name } };
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
}

type Cause = Omit<Stop, "threadId">;
