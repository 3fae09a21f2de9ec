import { EngineError } from "../../../engine/errors.ts";
import { Status } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { EngineAndSystemId } from "../../native/debug-system-objects.ts";
import { optional } from "../errors.ts";
import { BreakIn } from "./break-in.ts";
import type { ExecutionListener } from "./execution-listener.ts";
import type { Journey } from "./journey.ts";
import { type Judgement, judgeBreakIn, judgeStop } from "./judge-stop.ts";
import { LoneLeave } from "./lone-leave.ts";
import { OwnEvents } from "./own-events.ts";
import { Parking } from "./parking.ts";
import type { Motion } from "./pump.ts";
import { type LastRun, runDry } from "./run-dry.ts";
import { Slices } from "./slices.ts";
import type { StepPause } from "./step-plan.ts";
import { isError, readStopEvent, type StopEvent } from "./stop-event.ts";
import { stopToTell, type ToldStop } from "./tell-stop.ts";
import type { Threads } from "./threads.ts";
import { UnleftBreakpoints } from "./unleft-breakpoints.ts";

/**
 * The debuggee's motion: stopped or running, what it is on its way to, and which stops are worth
 * telling. All of it happens on the engine's thread; while the debuggee runs, slices of waiting
 * take turns with the thread's other work.
 */
export class Execution {
  /** What its motion brings, slice by slice; the engine's callbacks note things there. */
  readonly slices: Slices;
  readonly breakIn: BreakIn;
  readonly #engine: EngineObjects;
  readonly #threads: Threads;
  readonly #listener: ExecutionListener;
  readonly #own: OwnEvents;
  readonly #unleft: UnleftBreakpoints;
  readonly #leave: LoneLeave;
  #state: "absent" | "stopped" | "running" = "absent";
  #journey: Journey | undefined;
  #pauseWanted = false;
  #resumeWith: Motion = Status.GO;
  #turnPlanned = false;

  constructor(engine: EngineObjects, threads: Threads, listener: ExecutionListener) {
    this.#engine = engine;
    this.#threads = threads;
    this.#listener = listener;
    this.slices = new Slices(engine, listener);
    this.#own = new OwnEvents(engine);
    this.breakIn = new BreakIn(engine.systemObjects, this.slices.pump, this.#own);
    this.#unleft = new UnleftBreakpoints(engine);
    this.#leave = new LoneLeave(engine);
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

  /** Whether there are threads that must not run while another one leaves its breakpoint. */
  get hasSeveralThreads(): boolean {
    return this.#engine.systemObjects.threads().length > 1;
  }

  /** Whether the hit that has just come is that of a breakpoint which the thread never left. */
  isSameHit(): boolean {
    return this.#unleft.isHitAgain();
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
    this.slices.begin();
    this.#resumeWith = Status.GO;
    this.#own.forget();
    this.#unleft.forget();
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

  /** Reports what the dump that is open was taken at. */
  tellDump(): void {
    const event = readStopEvent(this.#engine.control.lastEvent());
    this.#tell(isError(event) ? { kind: "exception", event } : { kind: "pause" });
  }

  /** Reports that a thread will go on elsewhere; an exception that it stopped at is over. */
  moved(threadId: number): void {
    this.#listener.moving();
    const thread = this.#threads.engineIdOf(threadId);
    if (thread !== undefined) this.#unleft.left(thread);
    this.#tell({ kind: "goto", thread });
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
    const start = Date.now();
    const patienceMs = this.slices.pump.holds ? 0 : this.#listener.stopPatienceMs();
    while (this.#state === "running" && Date.now() < start + timeoutMs) {
      const event = this.slices.advance(Date.now() >= start + patienceMs);
      if (event !== undefined) return event;
    }
    return undefined;
  }

  /** Lets the stopped debuggee run until it can be let go. It runs afterwards. */
  runDry(timeoutMs: number): void {
    const { pump } = this.slices;
    this.abandonJourney();
    this.#listener.resuming();
    // What it was stopped by to be let go would be waited for once more.
    if (pump.breakInUnderWay)
      this.breakIn.carrierOf(readStopEvent(this.#engine.control.lastEvent()));
    pump.begin(this.#resumeWith);
    this.#state = "running";
    runDry(this.#lastRun(), timeoutMs);
  }

  /**
   * Gets the stopped debuggee to where it can be let go and stays where it is. It runs afterwards, as
   * far as the engine knows.
   * @throws {EngineError} `native` when that takes too long.
   */
  park(threads: readonly EngineAndSystemId[], timeoutMs: number): void {
    this.abandonJourney();
    this.#listener.resuming();
    this.#state = "running";
    new Parking(this.#engine, this.#lastRun(), threads).park(this.#resumeWith, timeoutMs);
  }

  #lastRun(): LastRun {
    const isRunning = () => this.#state === "running";
    return { slices: this.slices, breakIn: this.breakIn, isRunning };
  }

  /** Takes back what a step has set up, before the debuggee is let go for good. */
  abandonJourney(): void {
    this.#leave.end();
    optional(() => this.#journey?.end());
    this.#journey = undefined;
  }

  /** Forgets the debuggee. */
  gone(): void {
    this.#state = "absent";
    this.#journey = undefined;
    this.#pauseWanted = false;
    this.#leave.forget();
    this.slices.pump.reset();
  }

  #run(motion: Motion): void {
    this.#state = "running";
    // What the last stop called for is done with it.
    this.#resumeWith = Status.GO;
    this.#listener.resuming();
    this.slices.pump.begin(this.#leavesFirst(motion) ? Status.STEP_INTO : motion);
    this.#planTurn();
  }

  /** Whether a thread has to leave its breakpoint before the debuggee goes on; it is set up then. */
  #leavesFirst(motion: Motion): boolean {
    // The others of a journey that has frozen them stay where they are.
    if (motion !== Status.GO || this.#journey?.isAlone) return false;
    return this.#leave.begin((address) => this.#listener.isBreakpoint(address));
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
    const isStuck =
      !this.slices.pump.holds && (this.#leave.stuck || (this.#journey?.stuck ?? false));
    const event = this.slices.advance(this.#pauseWanted || isStuck);
    if (event !== undefined) this.#settle(event);
    if (this.#state === "running") this.#planTurn();
  }

  #settle(event: StopEvent): void {
    this.#state = "stopped";
    if (event.type === "held") {
      this.#settleHeld();
      return;
    }
    const wasLeaving = this.#leave.active;
    this.#leave.end();
    if (event.type === "step") {
      this.#unleft.left(this.#engine.systemObjects.eventThread());
      if (wasLeaving) {
        this.#run(Status.GO);
        return;
      }
    }
    const judgement = this.#judge(event);
    if ("goOn" in judgement) {
      this.#goOn(judgement.goOn, judgement.carrier);
    } else {
      this.#tell(judgement.tell);
      this.#resumeWith = judgement.resumeWith ?? Status.GO;
    }
  }

  #judge(event: StopEvent): Judgement {
    this.#unleft.look();
    // Watched data has nothing to be left.
    if (event.type === "breakpoint") this.#unleft.hit(this.#listener.isBreakpoint(this.#address()));
    const view = {
      own: this.#own,
      listener: this.#listener,
      journey: this.#journey,
      pauseWanted: this.#pauseWanted,
    };
    const carrier = this.breakIn.carrierOf(event);
    if (carrier === undefined) return judgeStop(view, event);
    // It may be listed already, if something else stopped the debuggee before.
    this.#threads.noteInjected(carrier);
    this.#listener.brokeIn(carrier);
    return judgeBreakIn(view, carrier);
  }

  /** Where the thread of the last event is. */
  #address(): bigint {
    const { registers, systemObjects } = this.#engine;
    systemObjects.setCurrentThreadId(systemObjects.eventThread());
    return registers.instructionOffset();
  }

  /** What was about to happen happens later: as a pause ends, or at once. */
  #settleHeld(): void {
    // A thread that was about to leave its breakpoint does so later.
    const motion = this.#leave.active ? Status.GO : this.slices.pump.motion;
    this.#leave.end();
    if (!this.#pauseWanted) {
      this.#run(motion);
      return;
    }
    this.#tell({ kind: "pause" });
    const isStep = motion === Status.STEP_INTO || motion === Status.STEP_OVER;
    if (!isStep) this.#resumeWith = motion;
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
}
