import type { EngineError } from "../../engine/errors.ts";

/** The stop with which a launch or an attach begins; it is not told to anybody. */
export class FirstStop {
  #waiting: { resolve: () => void; reject: (error: EngineError) => void } | undefined;

  /** Whether somebody waits for it. */
  get awaited(): boolean {
    return this.#waiting !== undefined;
  }

  /** Waits for it. Rejects when it can no longer happen. */
  wait(): Promise<void> {
    const stop = new Promise<void>((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
    stop.catch(() => {});
    return stop;
  }

  /** Notes a stop. @returns whether it was this one. */
  arrive(): boolean {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve();
    return waiting !== undefined;
  }

  /** Gives up waiting; a given error is told to who waits. */
  giveUp(error?: EngineError): void {
    if (error) this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
