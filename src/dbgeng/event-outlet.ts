import type { EngineEvent, EngineListener } from "../engine/events.ts";

/** Hands events to the listener in order, and keeps those that come before there is one. */
export class EventOutlet {
  #listener: EngineListener | undefined;
  #early: EngineEvent[] = [];
  #closed = false;

  /** Registers the only listener and delivers what it has missed. */
  listen(listener: EngineListener): void {
    this.#listener = listener;
    for (const event of this.#early.splice(0)) listener(event);
  }

  /** Raises an event. After `lost`, and after `close`, there are none. */
  raise(event: EngineEvent): void {
    if (this.#closed) return;
    if (event.type === "lost") this.#closed = true;
    if (this.#listener === undefined) this.#early.push(event);
    else this.#listener(event);
  }

  /** Raises no more events. */
  close(): void {
    this.#closed = true;
  }
}
