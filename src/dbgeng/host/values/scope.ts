import { EngineError } from "../../../engine/errors.ts";
import type { FrameId } from "../../../engine/model.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { optional } from "../errors.ts";
import type { Threads } from "../run/threads.ts";

/** Makes threads and frames current, because the engine looks names up in whatever is. */
export class Scope {
  readonly #engine: Pick<EngineObjects, "systemObjects" | "symbols">;
  readonly #threads: Threads;

  constructor(engine: Pick<EngineObjects, "systemObjects" | "symbols">, threads: Threads) {
    this.#engine = engine;
    this.#threads = threads;
  }

  /**
   * Makes a thread current.
   * @throws {EngineError} `notFound` for an unknown thread.
   */
  selectThread(threadId: number): void {
    const engineId = this.#threads.engineIdOf(threadId);
    if (engineId === undefined) {
      throw new EngineError("notFound", `The debuggee has no thread ${threadId}.`);
    }
    this.#engine.systemObjects.setCurrentThreadId(engineId);
  }

  /**
   * Makes a frame current; without one, the thread of the last stop with no frame's names.
   * @throws {EngineError} `notFound` for an unknown thread or frame.
   */
  selectFrame(frame: FrameId | undefined): void {
    this.selectThread(frame?.threadId ?? this.#threads.selected);
    if (frame === undefined) {
      this.#engine.symbols.resetScope();
      return;
    }
    const set = optional(() => {
      this.#engine.symbols.setScopeFrame(frame.level);
      return true;
    });
    if (!set) {
      throw new EngineError(
        "notFound",
        `Thread ${frame.threadId} has no stack frame ${frame.level}.`,
      );
    }
  }
}
