import { EngineError } from "../../engine/errors.ts";
import { FirstStop } from "../debuggee/first-stop.ts";
import type { HeldDebuggee } from "../debuggee/held-debuggee.ts";
import type { EventQueue } from "../event-queue.ts";
import type { AsyncRecord, MiSession } from "../mi/mi-session.ts";
import { type MiTuple, textOf } from "../mi/mi-value.ts";
import { ConditionFailure } from "./condition-failure.ts";
import { ConditionJudge, type ConditionJudgeParts } from "./condition-judge.ts";
import type { SignalStop, StoppedAt } from "./exception-info.ts";
import { FunctionCalls } from "./function-calls.ts";
import { InterruptedStep } from "./interrupted-step.ts";
import { Motion } from "./motion.ts";
import { PauseRequest } from "./pause-request.ts";
import { StepIntoCall } from "./step-into-call.ts";
import { StopAnnouncer } from "./stop-announcer.ts";
import { StopReader, type StopReaderParts } from "./stop-reader.ts";
import { breakpointNumberOf, type ExitCause, exitCauseOf } from "./stop-reason.ts";
import type { ThreadTable } from "./thread-table.ts";
import { UnseenStop } from "./unseen-stop.ts";

/** What run control needs from its surroundings. */
export interface RunControlParts extends StopReaderParts, ConditionJudgeParts {
  readonly mi: MiSession;
  readonly threads: ThreadTable;
  readonly events: EventQueue;
  /** Called whenever the debuggee leaves a stop: frames and variables are void. */
  readonly left: () => void;
  /** Called when the debuggee could not be set in motion. */
  readonly stuck: () => void;
  /** Called when the debuggee ended; tells the event when all its output is out. */
  readonly ended: (cause: ExitCause) => void;
}

/** Whether the debuggee runs, and what becomes of its stops. */
export class StopControl {
  protected readonly parts: RunControlParts;
  #debuggee: HeldDebuggee | undefined;
  /** The signal of the core file that gdb has opened in place of a debuggee. */
  protected core: { readonly fault: SignalStop | undefined } | undefined;
  protected state: "none" | "held" | "stopped" | "running" = "none";
  #forbidden = false;
  readonly firstStop = new FirstStop();
  protected readonly motion: Motion;
  /** Functions that expressions call. */
  readonly functionCalls: FunctionCalls;
  protected readonly pause: PauseRequest;
  protected readonly stops: StopReader;
  protected readonly callStep: StepIntoCall;
  protected readonly condition = new ConditionFailure();
  protected readonly unseen = new UnseenStop();
  protected readonly announcer: StopAnnouncer;
  protected readonly interrupted: InterruptedStep;
  protected readonly judge: ConditionJudge;

  constructor(parts: RunControlParts) {
    this.parts = parts;
    this.motion = new Motion(parts.mi);
    this.functionCalls = new FunctionCalls(parts.mi, this.motion);
    this.pause = new PauseRequest(parts.mi, () =>
      this.running && !this.judging ? this.debuggee?.processId : undefined,
    );
    this.interrupted = new InterruptedStep(parts.mi);
    this.judge = new ConditionJudge(parts);
    this.stops = new StopReader(parts, this.pause);
    this.announcer = new StopAnnouncer(parts, this.stops);
    this.callStep = new StepIntoCall(parts.mi, this.pause);
  }

  get debuggee(): HeldDebuggee | undefined {
    return this.#debuggee;
  }

  /** Whether there is a debuggee, or a core file, to look at. */
  get holds(): boolean {
    return this.state !== "none";
  }

  get running(): boolean {
    return this.state === "running";
  }

  /** Whether the debuggee stands still for a condition to be evaluated; to the user it runs. */
  get judging(): boolean {
    return this.judge.busy;
  }

  /** The thread of the last stop. */
  get lastStopped(): number | undefined {
    return this.announcer.lastStopped;
  }

  /** The exception that the debuggee stands at; undefined when there is none, or it runs. */
  get stoppedAt(): StoppedAt | undefined {
    return this.running ? undefined : this.stops.stoppedAt;
  }

  /** The exception of the last stop; undefined when there was none, or in another thread. */
  exceptionOf(threadId: number): StoppedAt | undefined {
    return threadId === this.announcer.lastStopped ? this.stoppedAt : undefined;
  }

  /**
   * Makes sure that there is a debuggee, or a core file, and that it is stopped.
   * @throws {EngineError} `notStopped` while it runs, `notFound` when there is none.
   */
  requireStopped(): void {
    if (!this.holds) {
      throw new EngineError("notFound", "There is no debuggee: launch or attach to one first.");
    }
    if (this.state === "running") {
      throw new EngineError("notStopped", "The debuggee is running: pause it first.");
    }
  }

  /** Notes the debuggee that was launched or attached to, held at its first stop. */
  hold(debuggee: HeldDebuggee): void {
    this.firstStop.giveUp();
    this.#debuggee = debuggee;
    this.state = "held";
  }

  /** Notes the core file that gdb has opened. @param fault The signal that ended the process. */
  holdCore(fault: SignalStop | undefined): void {
    this.core = { fault };
    this.state = "held";
  }

  /** Forgets the debuggee, which was let go or is gone. */
  release(): void {
    this.pause.end();
    this.unseen.end();
    this.firstStop.giveUp(
      new EngineError("lost", "The debuggee was lost before it could be held."),
    );
    this.#debuggee = undefined;
    this.core = undefined;
    this.state = "none";
    this.allowCalls();
    this.announcer.clear();
    this.stops.clear();
    this.callStep.forget();
    this.interrupted.end();
    this.judge.forget();
    this.parts.left();
    this.parts.threads.clear();
  }

  /** Does work that needs the debuggee stopped; one that runs is stopped for it unseen. */
  async whileStopped<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.running || this.unseen.awaited) return work();
    const stop = this.unseen.wait();
    await this.pause.ask();
    const unseen = await stop;
    try {
      return await work();
    } finally {
      if (unseen && this.running) this.#goOn();
    }
  }

  /** Resolves when no stop that was asked for is on its way. */
  paused(): Promise<void> {
    return this.pause.settled();
  }

  /** Follows what gdb says for the log. */
  takeRemark(text: string): void {
    this.condition.takeRemark(text);
  }

  /** Follows gdb's records of running and stopping. */
  take(record: AsyncRecord): void {
    if (record.class === "running") this.#noteRunning();
    else if (record.class === "stopped") this.#noteStopped(record.results);
  }

  /** Notes that gdb could not set the debuggee in motion although it had said so. */
  noteStuck(why: string): void {
    if (!this.running) return;
    this.pause.end();
    this.state = "stopped";
    this.allowCalls();
    this.announcer.tell(this.announcer.lastStopped, { kind: "pause" }, why);
  }

  #noteRunning(): void {
    if (this.state !== "stopped" && this.state !== "held") return;
    if (this.firstStop.awaited) return;
    this.state = "running";
    this.condition.leave();
    this.forbidCalls();
    this.motion.note("-exec-continue");
    this.interrupted.end();
    this.parts.left();
    this.parts.threads.invalidate();
    this.parts.events.push({ type: "resumed" });
  }

  #noteStopped(results: MiTuple): void {
    this.parts.threads.invalidate();
    const exit = exitCauseOf(results);
    if (this.firstStop.arrive()) return;
    if (this.debuggee === undefined) return;
    if (exit) {
      this.judge.forget();
      this.parts.ended(exit);
      return;
    }
    if (this.judge.takeStop(results)) return;
    const number = breakpointNumberOf(results);
    const next = this.callStep.goOn(number);
    if (next !== undefined) {
      this.motion.note(next);
      return;
    }
    if (this.judge.concerns(number)) {
      this.condition.leave();
      void this.#judgeStop(results, number);
    } else if (this.interrupted.returned(textOf(results, "reason"))) void this.#stepOn();
    else this.#takeStop(results);
  }

  /** Tells of a stop if one of the conditions holds, else the debuggee goes on. */
  async #judgeStop(results: MiTuple, number: number | undefined): Promise<void> {
    const thread = textOf(results, "thread-id") ?? "";
    const judgement = await this.judge.judge(number, thread);
    if (judgement === undefined || !this.running) return;
    if (!judgement.passes) this.#takeStop(results, judgement.text);
    else if (this.pause.pending) this.#takeStop({ "thread-id": thread, "signal-name": "0" });
    else if (this.interrupted.thread === undefined) this.#goOn();
    else await this.#stepOn();
  }

  /** Goes on with a step; where it has come to its end that is told. */
  async #stepOn(): Promise<void> {
    const thread = this.interrupted.thread;
    const next = await this.interrupted.next().catch(() => undefined);
    if (!this.running) return;
    if (next === undefined) {
      this.#takeStop({ "thread-id": thread ?? "", reason: "end-stepping-range" });
    } else {
      this.motion.note(next);
      this.#goOn();
    }
  }

  /** Tells of a stop, unless it is one that nobody is to be told of. */
  #takeStop(results: MiTuple, text?: string): void {
    const thread = textOf(results, "thread-id");
    const judged = this.condition.takeStop(results);
    const stop = this.stops.causeOf(results, text ?? judged.text);
    // A stop that was asked for came too late, another one was first: nobody waits for it.
    if (stop === undefined) {
      this.#goOn();
      return;
    }
    if (this.unseen.arrive(stop.reason.kind === "pause")) return;
    this.state = "stopped";
    this.allowCalls();
    const isVoid = () => this.state !== "stopped" || judged.isUndone();
    this.announcer.announce(stop, thread, this.motion.begun, isVoid);
  }

  /** Keeps gdb from calling functions in conditions. */
  protected forbidCalls(): void {
    if (this.#forbidden || !this.parts.judged().doubtful) return;
    this.#forbidden = true;
    this.functionCalls.forbid();
  }

  /** Ends what `forbidCalls` began. */
  protected allowCalls(): void {
    if (this.#forbidden) this.functionCalls.allow();
    this.#forbidden = false;
  }

  #goOn(): void {
    this.condition.leave();
    this.forbidCalls();
    this.motion.goOn().catch(() => {
      this.state = "stopped";
    });
  }
}
