import { Status } from "../../native/constants.ts";
import type { EventAnswer } from "../../native/event-callbacks.ts";
import type { Execution } from "../run/execution.ts";
import type { Breakpoints } from "./breakpoints.ts";
import type { HitJudge, Verdict } from "./hit-judge.ts";

/** Where hits come from and whose they are. */
interface Sources {
  readonly breakpoints: Breakpoints;
  readonly execution: Execution;
}

/** Hits of breakpoints: judged inside the engine's callback, and told when the debuggee has stopped. */
export class Hits {
  readonly #sources: Sources;
  readonly #judge: HitJudge;
  /** What the last hit came to, and the engine's breakpoint that was hit. */
  #last: (Verdict & { readonly engineId: number }) | undefined;

  constructor(sources: Sources, judge: HitJudge) {
    this.#sources = sources;
    this.#judge = judge;
  }

  /** Judges the hit that the engine reports. Answers how it is to go on. */
  take(engineId: number): EventAnswer {
    const { breakpoints, execution } = this.#sources;
    const { journey, slices } = execution;
    this.#last = undefined;
    if (journey?.owns(engineId)) return this.#answer(journey.arrived);
    const hit = execution.isSameHit() ? [] : breakpoints.at(engineId);
    if (hit === undefined) return undefined;
    this.#last = { engineId, ...this.#judge.judge(hit) };
    return this.#answer(this.#last.ids.length > 0 || slices.pump.mustBreak);
  }

  /** The engine is not left to go on by itself where other threads would run meanwhile. */
  #answer(stops: boolean): EventAnswer {
    return stops || this.#sources.execution.hasSeveralThreads ? undefined : Status.GO;
  }

  /** What the last hit came to, for breakpoints that are still there; undefined for a foreign one. */
  verdictOn(engineId: number): Verdict | undefined {
    if (this.#last?.engineId !== engineId) return undefined;
    const { ids, text } = this.#last;
    const present = (this.#sources.breakpoints.at(engineId) ?? []).map(({ state }) => state.id);
    return { ids: ids.filter((id) => present.includes(id)), text };
  }
}
