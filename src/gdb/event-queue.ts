import { setImmediate as turn } from "node:timers/promises";
import type { EngineEvent, EngineListener } from "../engine/events.ts";

/**
 * Delivers events one after the other in the order in which they were announced, although some
 * need gdb's answer to a question before they can be told.
 */
export class EventQueue {
  #listener: EngineListener | undefined;
  readonly #early: EngineEvent[] = [];
  #last: Promise<void> = Promise.resolve();
  #final = false;

  /** Registers the only listener, and delivers what came before it. */
  listen(listener: EngineListener): void {
    this.#listener = listener;
    for (const event of this.#early.splice(0)) listener(event);
  }

  /** Announces an event, or work that finds it; undefined when there is nothing to tell after all. */
  push(event: EngineEvent | (() => Promise<EngineEvent | undefined>)): void {
    this.#last = this.#last.then(async () => {
      const told = typeof event === "function" ? await event().catch(() => undefined) : event;
      if (told) this.#deliver(told);
    });
  }

  /** Resolves when all that was announced is delivered. */
  async drained(): Promise<void> {
    await this.#last;
  }

  #deliver(event: EngineEvent): void {
    if (this.#final) return;
    this.#final = event.type === "lost";
    if (this.#listener) this.#listener(event);
    else this.#early.push(event);
  }
}

/** Lets the caller of a call that has just resolved go on before the event that follows it. */
export async function afterTheCall(): Promise<void> {
  await turn();
}
