import { CodeLevel, Status } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { Freezer } from "./freezer.ts";
import type { Motion } from "./pump.ts";
import type { StepMove, StepPause, StepPlan } from "./step-plan.ts";
import { Waypoint } from "./waypoint.ts";

/** What a journey needs of the engine. */
export type JourneyEngine = Pick<EngineObjects, "control" | "systemObjects" | "registers">;

/** A step may need what another thread holds; after this time the others are let go. */
const aloneMs = 400;

/**
 * What the running debuggee is on its way to: the end of a step, or its entry. It sets the
 * debuggee's threads and the engine host's own breakpoints up for each move, and takes both back.
 */
export class Journey {
  /** What to report at its end. */
  readonly reason: "step" | "entry";
  readonly #engine: JourneyEngine;
  readonly #freezer: Freezer;
  readonly #plan: StepPlan | undefined;
  /** Engine id of the stepping thread. */
  readonly thread: number | undefined;
  /** Whether the other threads stay frozen for the whole way. */
  readonly #alone: boolean;
  #waypoint: Waypoint | undefined;
  #aloneUntil = Number.POSITIVE_INFINITY;

  private constructor(
    engine: JourneyEngine,
    reason: "step" | "entry",
    plan?: StepPlan,
    thread?: number,
    alone = false,
  ) {
    this.#engine = engine;
    this.reason = reason;
    this.#freezer = new Freezer(engine.control);
    this.#plan = plan;
    this.thread = thread;
    this.#alone = alone;
  }

  /** A journey to the first address that the debuggee is to stop at. */
  static toEntry(engine: JourneyEngine, address: bigint): Journey {
    const journey = new Journey(engine, "entry");
    journey.#waypoint = new Waypoint(engine.control, { address });
    return journey;
  }

  /**
   * A step of one thread, by the engine's id. Begin it with {@link move}.
   * @param options.alone Keeps the other threads frozen, however long it takes.
   */
  static step(
    engine: JourneyEngine,
    plan: StepPlan,
    thread: number,
    options: { readonly alone?: boolean } = {},
  ): Journey {
    return new Journey(engine, "step", plan, thread, options.alone);
  }

  /** A run of one thread, by the engine's id, while the others stay frozen. It has no end. */
  static alone(engine: JourneyEngine, thread: number): Journey {
    const journey = new Journey(engine, "step", undefined, thread, true);
    journey.#freezeOthers();
    return journey;
  }

  /** Whether the stepping thread has had its time alone, and must be stopped to free the others. */
  get stuck(): boolean {
    return this.#freezer.active && Date.now() > this.#aloneUntil;
  }

  /** Whether the other threads are frozen at the moment. */
  get isAlone(): boolean {
    return this.#freezer.active;
  }

  /** Whether a breakpoint of the engine is this journey's own. */
  owns(breakpointId: number): boolean {
    return this.#waypoint?.id === breakpointId;
  }

  /** Whether the own breakpoint is at an address. */
  isBoundFor(address: bigint): boolean {
    return this.#waypoint?.address === address;
  }

  /** Whether a thread that hit the own breakpoint has arrived, and not merely passed through. */
  get arrived(): boolean {
    const other = this.thread !== this.#engine.systemObjects.eventThread();
    if (this.thread !== undefined && other) return false;
    return this.#engine.registers.stackOffset() > (this.#waypoint?.minStack ?? 0n);
  }

  /**
   * Goes on after a stop that does not end the journey by itself.
   * @returns how to set the debuggee in motion; undefined when the journey is over.
   */
  next(pause: StepPause): Motion | undefined {
    if (this.#plan === undefined) return pause === "arrived" ? undefined : Status.GO;
    if (this.thread === undefined || !this.#isThere(this.thread)) {
      // The stepping thread has ended; what is left of the debuggee runs on.
      this.#takeBack();
      return Status.GO;
    }
    this.#engine.systemObjects.setCurrentThreadId(this.thread);
    return this.move(this.#plan.next(pause));
  }

  /** Sets up one move. @returns how to set the debuggee in motion; undefined when there is none. */
  move(move: StepMove): Motion | undefined {
    this.#takeBack();
    if (move.type === "done") return undefined;
    if (move.type === "runTo") {
      this.#waypoint = new Waypoint(this.#engine.control, move);
      if (this.#alone) this.#freezeOthers();
      return Status.GO;
    }
    const level = this.#plan?.byInstruction ? CodeLevel.ASSEMBLY : CodeLevel.SOURCE;
    this.#engine.control.setCodeLevel(level);
    this.#freezeOthers();
    return move.into ? Status.STEP_INTO : Status.STEP_OVER;
  }

  /** Takes everything back from the stopped debuggee. */
  end(): void {
    this.#takeBack();
  }

  #freezeOthers(): void {
    const others = this.#engine.systemObjects
      .threads()
      .map(({ engineId }) => engineId)
      .filter((id) => id !== this.thread);
    this.#freezer.freeze(others);
    this.#aloneUntil = this.#alone ? Number.POSITIVE_INFINITY : Date.now() + aloneMs;
  }

  #isThere(thread: number): boolean {
    return this.#engine.systemObjects.threads().some(({ engineId }) => engineId === thread);
  }

  #takeBack(): void {
    this.#freezer.thaw();
    this.#waypoint?.remove();
    this.#waypoint = undefined;
  }
}
