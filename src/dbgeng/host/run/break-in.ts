import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { OwnEvents } from "./own-events.ts";
import type { Pump } from "./pump.ts";
import type { StopEvent } from "./stop-event.ts";

/** The break-in that an interrupt of ours is: when it has stopped the debuggee, and who carried it. */
export class BreakIn {
  readonly #system: Pick<EngineObjects["systemObjects"], "eventThread">;
  readonly #pump: Pick<Pump, "breakInUnderWay" | "breakInArrived">;
  readonly #own: Pick<OwnEvents, "isBreakIn">;

  constructor(
    system: Pick<EngineObjects["systemObjects"], "eventThread">,
    pump: Pick<Pump, "breakInUnderWay" | "breakInArrived">,
    own: Pick<OwnEvents, "isBreakIn">,
  ) {
    this.#system = system;
    this.#pump = pump;
    this.#own = own;
  }

  /**
   * Takes note of what has stopped the debuggee.
   * @returns engine id of the thread that carried the break-in, if that was the stop; the break-in is
   * over then.
   */
  carrierOf(event: StopEvent): number | undefined {
    if (!this.#pump.breakInUnderWay || !this.#own.isBreakIn(event)) return undefined;
    this.#pump.breakInArrived();
    return this.#system.eventThread();
  }
}
