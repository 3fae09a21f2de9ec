import { Status } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { isServerLost, optional } from "../errors.ts";
import type { ExecutionListener } from "./execution-listener.ts";
import { type Interrupt, Pump } from "./pump.ts";
import { readStopEvent, type StopEvent } from "./stop-event.ts";

/** Between two slices calls are taken, so this is how long one may have to wait. */
const sliceMs = 30;

/** Slices of the debuggee's motion: what each brings, and what its end or a failure means. */
export class Slices {
  readonly pump: Pump;
  readonly #engine: EngineObjects;
  readonly #listener: ExecutionListener;
  #exitCode: number | undefined;
  #exceptions = 0;

  constructor(engine: EngineObjects, listener: ExecutionListener) {
    this.#engine = engine;
    this.#listener = listener;
    this.pump = new Pump(engine.control);
  }

  /** The exit code that the engine's callback brought. The wait ends right after it. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  /** How many exceptions the engine has reported, those that it passed on by itself included. */
  get exceptions(): number {
    return this.#exceptions;
  }

  /** Begins with a new debuggee. */
  begin(): void {
    this.#exitCode = undefined;
  }

  /** Notes the exit code of the debuggee. */
  noteExit(exitCode: number): void {
    this.#exitCode = exitCode;
  }

  /** Notes an exception in the debuggee. */
  noteException(): void {
    this.#exceptions += 1;
  }

  /** One slice, unless the debuggee is to stop and has not been set in motion yet. */
  advance(interrupt: boolean): StopEvent | undefined {
    return interrupt && this.pump.holds ? { type: "held" } : this.next(interrupt);
  }

  /** One slice. Answers what stopped the debuggee, if anything did; its end is told. */
  next(interrupt: Interrupt): StopEvent | undefined {
    try {
      if (!this.pump.slice(sliceMs, interrupt)) return undefined;
    } catch (error) {
      this.#failedToRun(error);
      return undefined;
    }
    const event = readStopEvent(this.#engine.control.lastEvent());
    if (event.type === "child") this.#listener.childCreated();
    if (event.type !== "exit" && this.#exitCode === undefined) return event;
    this.#listener.exited(this.#exitCode ?? this.#engine.client.exitCode() ?? 0);
    return undefined;
  }

  #failedToRun(error: unknown): void {
    if (this.#exitCode === undefined && isServerLost(error)) {
      this.#listener.serverLost(error);
      return;
    }
    // It may also have ended while the engine held it for an event of its child.
    const exitCode = this.#exitCode ?? optional(() => this.#engine.client.exitCode());
    const isGone = this.#engine.control.executionStatus() === Status.NO_DEBUGGEE;
    if (exitCode !== undefined || isGone) {
      this.#listener.exited(exitCode ?? 0);
    } else if (this.#listener.dropBadBreakpoints()) {
      this.pump.begin(Status.GO);
    } else {
      throw error;
    }
  }
}
