import { EngineError } from "../../engine/errors.ts";
import { Status } from "../native/constants.ts";
import type { EngineObjects } from "../native/dbgeng-dll.ts";
import { isServerLost, optional } from "./errors.ts";
import type { ExecutionListener } from "./execution-listener.ts";
import type { Journey } from "./journey.ts";
import { OwnEvents } from "./own-events.ts";
import { type Motion, Pump } from "./pump.ts";
import type { StepPause } from "./step-plan.ts";
import {
  breakInstruction,
  type ExceptionEvent,
  readStopEvent,
  type StopEvent,
  singleStep,
} from "./stop-event.ts";
import { stopToTell, type ToldStop } from "./tell-stop.ts";
import type { Threads } from "./threads.ts";

/** Between two slices calls are taken, so this is how long one may have to wait. */
const sliceMs = 30;
/** How long a debuggee that is let go may take to get quiet by itself. */
const patienceMs = 100;

/** Breakpoints that the engine sets for its own commands have ids from here on. */
const firstInternalId = 10_000;
/** On a busy machine an event may take longer than one slice to arrive. */
const quietSlices = 2;

/**
 * The debuggee's motion: stopped or running, what it is on its way to, and which stops are worth
 * telling. All of it happens on the engine's thread; while the debuggee runs, slices of waiting
 * take turns with the thread's other work.
 */
export class Execution {
  readonly #engine: EngineObjects;
  readonly #threads: Threads;
  readonly #listener: ExecutionListener;
  readonly #pump: Pump;
  readonly #own: OwnEvents;
  #state: "absent" | "stopped" | "running" = "absent";
  #journey: Journey | undefined;
  #pauseWanted = false;
  #resumeWith: Motion = Status.GO;
  #exitCode: number | undefined;
  #turnPlanned = false;

  constructor(engine: EngineObjects, threads: Threads, listener: ExecutionListener) {
    this.#engine = engine;
    this.#threads = threads;
    this.#listener = listener;
    this.#pump = new Pump(engine.control);
    this.#own = new OwnEvents(engine);
  }

  get state(): "absent" | "stopped" | "running" {
    return this.#state;
  }

  /** Whether there is a debuggee. */
  hasDebuggee(): boolean {
    return this.#state !== "absent";
  }

  /** What the debuggee is on its way to, for the callbacks of the engine. */
  get journey(): Journey | undefined {
    return this.#journey;
  }

  /** Whether an interrupt of ours is on its way into the debuggee. */
  get breakInUnderWay(): boolean {
    return this.#pump.breakInUnderWay;
  }

  /** Whether an event that nobody is to see must stop the debuggee all the same. */
  get mustBreak(): boolean {
    return this.#pump.mustBreak;
  }

  /** Whether events that nobody is to see have kept the engine from returning for long. */
  get isOverdue(): boolean {
    return this.#pump.isOverdue;
  }

  /** @throws {EngineError} `notStopped` while the debuggee runs, or when there is none. */
  requireStopped(): void {
    if (this.#state === "stopped") return;
    throw new EngineError(
      "notStopped",
      this.#state === "running"
        ? "The debuggee runs; stop it first."
        : "There is no debuggee to look at.",
    );
  }

  /** Takes a debuggee that the engine has just been given and holds. */
  hold(): void {
    this.#state = "stopped";
    this.#exitCode = undefined;
    this.#resumeWith = Status.GO;
    this.#own.forget();
  }

  /** Notes the exit code that the engine's callback brought. The wait ends right after it. */
  noteExit(exitCode: number): void {
    this.#exitCode = exitCode;
  }

  /** The exit code that was noted. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  /** Sets the stopped debuggee in motion. */
  go(motion: Motion = this.#resumeWith, journey?: Journey): void {
    this.#listener.moving();
    this.#journey = journey;
    this.#run(motion);
  }

  /** Asks the running debuggee to stop with the reason `pause`. */
  pause(): void {
    this.#pauseWanted = this.#state === "running";
  }

  /** Reports that the debuggee is where it is to begin. */
  tellEntry(): void {
    const threadId = this.#threads.selected;
    this.#listener.raise({ type: "stopped", stop: { threadId, reason: { kind: "entry" } } });
  }

  /** Reports that a thread will go on elsewhere; an exception that it stopped at is over. */
  moved(threadId: number): void {
    this.#listener.moving();
    this.#tell({ kind: "goto", thread: this.#threads.engineIdOf(threadId) });
    this.#resumeWith = Status.GO_HANDLED;
  }

  /**
   * Does something for which the debuggee must be stopped. A running one is stopped for it and
   * resumed, and nobody is told; a step it was on is finished.
   * @throws {EngineError} `native` when the debuggee cannot be stopped within the time.
   */
  whileStopped<T>(work: () => T, timeoutMs = 3000): T {
    if (this.#state !== "running") return work();
    const event = this.forceStop(timeoutMs);
    if (event === undefined) {
      if (!this.hasDebuggee()) return work();
      throw new EngineError(
        "native",
        `The debuggee runs and could not be stopped for a moment within ${timeoutMs / 1000} s.`,
      );
    }
    try {
      return work();
    } finally {
      this.#settle(event);
    }
  }

  /**
   * Stops the running debuggee without telling anybody.
   * @returns what stopped it; undefined when the time was up, or when it ended instead.
   */
  forceStop(timeoutMs: number): StopEvent | undefined {
    const end = Date.now() + timeoutMs;
    while (this.#state === "running" && Date.now() < end) {
      const event = this.#advance(true);
      if (event !== undefined) return event;
    }
    return undefined;
  }

  /**
   * Lets the stopped debuggee run until nothing of ours comes out of it any more: break-ins, and
   * threads that ran into breakpoints before those were removed. It runs afterwards.
   */
  runDry(timeoutMs: number): void {
    const start = Date.now();
    this.abandonJourney();
    this.#listener.resuming();
    this.#pump.begin(this.#resumeWith);
    this.#state = "running";
    let quiet = 0;
    while (this.#state === "running" && Date.now() < start + timeoutMs && quiet < quietSlices) {
      // One that raises exceptions all the time is never quiet. It must not be let go at one of
      // them, which it would not get to handle: it is let go at an interrupt.
      const isBusy = Date.now() > start + patienceMs;
      const event = this.#slice(isBusy);
      quiet = event === undefined && !this.breakInUnderWay ? quiet + 1 : 0;
      if (event === undefined) continue;
      if (this.#isBreakIn(event)) {
        this.#pump.breakInArrived();
        if (isBusy) return;
      }
      this.#pump.begin(isError(event) ? Status.GO_NOT_HANDLED : Status.GO);
    }
  }

  /** Takes back what a step has set up, before the debuggee is let go for good. */
  abandonJourney(): void {
    optional(() => this.#journey?.end());
    this.#journey = undefined;
  }

  /** Forgets the debuggee. */
  gone(): void {
    this.#state = "absent";
    this.#journey = undefined;
    this.#pauseWanted = false;
    this.#pump.reset();
  }

  #run(motion: Motion): void {
    this.#state = "running";
    // What the last stop called for is done with it.
    this.#resumeWith = Status.GO;
    this.#listener.resuming();
    this.#pump.begin(motion);
    this.#planTurn();
  }

  #planTurn(): void {
    if (this.#turnPlanned) return;
    this.#turnPlanned = true;
    setImmediate(() => {
      this.#turnPlanned = false;
      try {
        this.#turn();
      } catch (error) {
        this.#listener.failed(error);
      }
    });
  }

  #turn(): void {
    if (this.#state !== "running") return;
    const isStuck = !this.#pump.holds && (this.#journey?.stuck ?? false);
    const event = this.#advance(this.#pauseWanted || isStuck);
    if (event !== undefined) this.#settle(event);
    if (this.#state === "running") this.#planTurn();
  }

  /** One slice, unless the debuggee is to stop and has not been set in motion yet. */
  #advance(interrupt: boolean): StopEvent | undefined {
    return interrupt && this.#pump.holds ? { type: "held" } : this.#slice(interrupt);
  }

  /** One slice. Answers what stopped the debuggee, if anything did. */
  #slice(interrupt: boolean): StopEvent | undefined {
    try {
      if (!this.#pump.slice(sliceMs, interrupt)) return undefined;
    } catch (error) {
      this.#failedToRun(error);
      return undefined;
    }
    const event = readStopEvent(this.#engine.control.lastEvent());
    if (event.type !== "exit" && this.#exitCode === undefined) return event;
    this.#listener.exited(this.#exitCode ?? this.#engine.client.exitCode() ?? 0);
    return undefined;
  }

  #failedToRun(error: unknown): void {
    if (this.#exitCode !== undefined) {
      this.#listener.exited(this.#exitCode);
    } else if (isServerLost(error)) {
      this.#listener.serverLost(error);
    } else if (this.#engine.control.executionStatus() === Status.NO_DEBUGGEE) {
      this.#listener.exited(optional(() => this.#engine.client.exitCode()) ?? 0);
    } else if (this.#listener.dropBadBreakpoints()) {
      this.#pump.begin(Status.GO);
    } else {
      throw error;
    }
  }

  /** Decides what a stop means: the client's business, or only ours. */
  #settle(event: StopEvent): void {
    this.#state = "stopped";
    if (event.type === "held") {
      this.#settleHeld();
    } else if (this.#isBreakIn(event)) {
      this.#pump.breakInArrived();
      const carrier = this.#engine.systemObjects.eventThread();
      this.#listener.brokeIn(carrier);
      if (this.#pauseWanted) this.#tell({ kind: "pause", carrier });
      else this.#goOn("interrupted", carrier);
    } else if (event.type === "step") {
      if (this.#journey === undefined) this.#tell({ kind: "step" });
      else this.#goOn("engineStep");
    } else if (event.type === "breakpoint") {
      this.#settleBreakpoint(event.id);
    } else if (event.type === "exception" && !this.#own.isLeftOver(event)) {
      this.#settleException(event);
    } else {
      this.#goOn("interrupted");
    }
  }

  #settleException(event: ExceptionEvent): void {
    if (this.#listener.isWanted(event)) {
      this.#tell({ kind: "exception", event });
      this.#resumeWith = isError(event) ? Status.GO_NOT_HANDLED : Status.GO;
    } else if (this.#pauseWanted) this.#tell({ kind: "pause" });
    else this.#goOn("interrupted");
  }

  /** What was about to happen happens later: as a pause ends, or at once. */
  #settleHeld(): void {
    const { motion } = this.#pump;
    if (!this.#pauseWanted) {
      this.#run(motion);
      return;
    }
    this.#tell({ kind: "pause" });
    const isStep = motion === Status.STEP_INTO || motion === Status.STEP_OVER;
    if (!isStep) this.#resumeWith = motion;
  }

  #settleBreakpoint(id: number): void {
    const verdict = this.#listener.verdict(id);
    const { ids: breakpointIds = [], text } = verdict ?? {};
    const isUsers = verdict === undefined && id < firstInternalId;
    if (this.#journey?.owns(id)) this.#goOn("arrived");
    else if (breakpointIds.length > 0 || isUsers) {
      this.#tell({ kind: "breakpoint", breakpointIds, text });
    } else if (this.#pauseWanted) this.#tell({ kind: "pause" });
    else if (verdict === undefined && this.#journey === undefined) this.#tell({ kind: "step" });
    else this.#goOn("interrupted");
  }

  /**
   * Goes on after a stop that was not the client's business, or ends the journey there.
   * @param carrier Engine id of the thread that carried the interrupt, if that was the stop.
   */
  #goOn(pause: StepPause, carrier?: number): void {
    const journey = this.#journey;
    const motion = journey === undefined ? Status.GO : journey.next(pause);
    if (motion !== undefined) this.#run(motion);
    else this.#tell({ kind: journey?.reason ?? "step", thread: journey?.thread, carrier });
  }

  /** Takes back what was set up to get here, and reports the stop. */
  #tell(told: ToldStop): void {
    this.#settleDown();
    const stop = stopToTell(this.#engine.systemObjects, this.#threads, told);
    if (told.kind === "exception") this.#listener.exception(stop.threadId, told.event);
    this.#listener.raise({ type: "stopped", stop });
  }

  #settleDown(): void {
    this.abandonJourney();
    this.#pauseWanted = false;
    this.#resumeWith = Status.GO;
    this.#state = "stopped";
  }

  #isBreakIn(event: StopEvent): boolean {
    return this.#pump.breakInUnderWay && this.#own.isBreakIn(event);
  }
}

/** Whether it is an exception that the debuggee must get, to handle it or to die of it. */
function isError(event: StopEvent): boolean {
  if (event.type !== "exception") return false;
  return event.record.code !== breakInstruction && event.record.code !== singleStep;
}
