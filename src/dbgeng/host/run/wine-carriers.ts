import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { optional } from "../errors.ts";

/**
 * The threads that the system put into the debuggee to stop it, kept from running while data is
 * watched.
 *
 * Such a thread ends as soon as the debuggee goes on, and everything else is stopped for that event.
 * Under Wine 8, a thread that touches watched data in the same moment asks for its own context while
 * it is being stopped, waits for itself and never runs again; the debuggee then seems to run on for
 * ever. Windows has no such fault.
 */
export class WineCarriers {
  readonly #engine: Pick<EngineObjects, "control" | "systemObjects">;
  /** System ids of those that will run when the debuggee does, as far as they have not ended. */
  readonly #known = new Set<number>();
  /** System ids of those that are kept. */
  readonly #kept = new Set<number>();

  constructor(engine: Pick<EngineObjects, "control" | "systemObjects">) {
    this.#engine = engine;
  }

  /** Notes the thread, by the engine's id, that has just stopped the debuggee. */
  note(engineId: number): void {
    const carrier = this.#engine.systemObjects.threads().find((one) => one.engineId === engineId);
    if (carrier !== undefined) this.#known.add(carrier.systemId);
  }

  /** Keeps those of the stopped debuggee from running when it goes on. */
  keep(): void {
    if (this.#known.size === 0) return;
    for (const { engineId, systemId } of this.#engine.systemObjects.threads()) {
      if (!this.#known.delete(systemId)) continue;
      optional(() => this.#engine.control.execute(`~${engineId}n`));
      this.#kept.add(systemId);
    }
    // The others have ended, and their ids may be used again.
    this.#known.clear();
  }

  /** Lets them end when the stopped debuggee goes on. */
  release(): void {
    if (this.#kept.size === 0) return;
    for (const { engineId, systemId } of this.#engine.systemObjects.threads()) {
      if (this.#kept.has(systemId)) optional(() => this.#engine.control.execute(`~${engineId}m`));
    }
    this.#kept.clear();
  }

  /** Forgets them: the debuggee is gone. */
  forget(): void {
    this.#known.clear();
    this.#kept.clear();
  }
}
