import type { BreakpointRules, BreakpointState } from "../../../engine/model.ts";
import type { Found, Spot } from "./breakpoint-spot.ts";
import { type EngineBreakpoints, isSamePlace, type Place } from "./engine-breakpoints.ts";
import { HitCounter } from "./hit-counter.ts";

/** A breakpoint as asked for, and where it is. */
export interface Breakpoint {
  readonly group: string;
  readonly spot: Spot;
  readonly hits: HitCounter;
  state: BreakpointState;
  places: readonly Place[];
}

/** What a client wants of one breakpoint. */
export interface Wish {
  readonly spot: Spot;
  readonly rules: BreakpointRules;
}

/**
 * The breakpoints as the client wants them, bound to the debuggee as far as its modules allow.
 * They outlive a debuggee and are bound again to the next. The same spot keeps its id.
 */
export class Breakpoints {
  readonly #engine: EngineBreakpoints;
  readonly #whyBad: (rules: BreakpointRules, place: Place) => string | undefined;
  readonly #changed: (state: BreakpointState) => void;
  readonly #ids = new Map<string, number>();
  #all: Breakpoint[] = [];

  /**
   * @param whyBad Says what is wrong with the expressions of a breakpoint at a place, if anything.
   * @param changed Told when a breakpoint is bound or loses its place outside of `set`.
   */
  constructor(
    engine: EngineBreakpoints,
    whyBad: (rules: BreakpointRules, place: Place) => string | undefined,
    changed: (state: BreakpointState) => void,
  ) {
    this.#engine = engine;
    this.#whyBad = whyBad;
    this.#changed = changed;
  }

  /**
   * Makes the breakpoints of one group, such as those of a file, equal to the list.
   * @param isOfGroup Whether a breakpoint's group is this one.
   * @param bind Whether there is a debuggee to bind them to.
   */
  set(
    group: string,
    wishes: readonly Wish[],
    bind: boolean,
    isOfGroup: (group: string) => boolean = (other) => other === group,
  ): BreakpointState[] {
    const old = this.#all.filter((one) => isOfGroup(one.group));
    const known = new Map(old.map((one) => [whereOf(one.spot), one]));
    const wanted = new Set(wishes.map(({ spot }) => whereOf(spot)));
    this.#all = this.#all.filter((one) => !isOfGroup(one.group));
    for (const one of old) {
      const stays = wanted.has(whereOf(one.spot));
      // Debug registers are few: those of what goes are free for what comes.
      if (!stays && one.places.some(({ watch }) => watch !== undefined)) this.#release(one);
    }
    const set = wishes.map(({ spot, rules }) => {
      const where = whereOf(spot);
      const breakpoint = known.get(where) ?? this.#create(group, spot);
      known.set(where, breakpoint);
      const changed = breakpoint.hits.adopt(rules);
      if (bind && (changed || !breakpoint.state.verified)) this.#rebind(breakpoint);
      return breakpoint;
    });
    const stay = new Set(set);
    this.#all.push(...stay);
    for (const gone of old) {
      if (!stay.has(gone)) this.#release(gone);
    }
    return set.map(({ state }) => state);
  }

  /** Binds what is not bound yet: for a new debuggee, or when a module with symbols was loaded. */
  bindPending(): void {
    for (const breakpoint of this.#all) {
      if (breakpoint.state.verified && breakpoint.places.length > 0) continue;
      const before = breakpoint.state;
      this.#bind(breakpoint);
      if (!isSameState(before, breakpoint.state)) this.#changed(breakpoint.state);
    }
  }

  /** Whether a module that is loaded could bind something. */
  get anyPending(): boolean {
    return this.#all.some(({ places }) => places.length === 0);
  }

  /** Unbinds what lies in a range of addresses, because its module was unloaded. */
  unbind(from: bigint, to: bigint): void {
    for (const breakpoint of this.#all) {
      const kept = breakpoint.places.filter(({ address }) => address < from || address >= to);
      if (kept.length === breakpoint.places.length) continue;
      for (const place of breakpoint.places) {
        if (!kept.includes(place)) this.#engine.remove(place);
      }
      breakpoint.places = kept;
      if (kept.length > 0) continue;
      breakpoint.state = pending(breakpoint);
      this.#changed(breakpoint.state);
    }
  }

  /** Gives up what the engine could not insert at an address. */
  fail(address: bigint): void {
    for (const breakpoint of this.#all) {
      if (!breakpoint.places.some((place) => !place.watch && place.address === address)) continue;
      this.#release(breakpoint);
      breakpoint.state = failed(breakpoint, "the engine could not write it into the debuggee");
      this.#changed(breakpoint.state);
    }
  }

  /** Takes all breakpoints out of the debuggee; they stay wanted. */
  removeFromDebuggee(): void {
    this.#engine.removeAll();
    this.#forgetPlaces();
  }

  /** The debuggee is gone, and the engine's breakpoints with it. */
  debuggeeGone(): void {
    this.#engine.forgetAll();
    this.#forgetPlaces();
  }

  /** The breakpoints at the engine's breakpoint with this id; undefined for a foreign one. */
  at(engineId: number): readonly Breakpoint[] | undefined {
    const place = this.#engine.placeOf(engineId);
    return place && this.#all.filter(({ places }) => places.some((one) => isSamePlace(one, place)));
  }

  #forgetPlaces(): void {
    for (const breakpoint of this.#all) {
      breakpoint.places = [];
      breakpoint.hits.reset();
    }
  }

  #create(group: string, spot: Spot): Breakpoint {
    const id = this.#ids.get(spot.key) ?? this.#ids.size + 1;
    this.#ids.set(spot.key, id);
    const state = pending({ spot, state: { id } });
    return { group, spot, hits: new HitCounter(), state, places: [] };
  }

  #rebind(breakpoint: Breakpoint): void {
    const before = breakpoint.places;
    breakpoint.places = [];
    this.#bind(breakpoint);
    // Released last, so that what stays is never taken out.
    for (const place of before) this.#engine.remove(place);
  }

  #bind(breakpoint: Breakpoint): void {
    const found = breakpoint.spot.find();
    if (found.places !== undefined) this.#place(breakpoint, found);
    else if (found.why !== undefined) breakpoint.state = failed(breakpoint, found.why);
    else breakpoint.state = pending(breakpoint);
  }

  #place(breakpoint: Breakpoint, { places, line, path }: Extract<Found, { places: object }>): void {
    const [first] = places;
    const bad = first && this.#whyBad(breakpoint.hits.rules, first);
    if (bad !== undefined) {
      breakpoint.state = failed(breakpoint, bad);
      return;
    }
    const placed: Place[] = [];
    let refusal: string | undefined;
    for (const place of places) {
      const why = this.#engine.add(place);
      if (why === undefined) placed.push(place);
      else refusal = why;
    }
    breakpoint.places = placed;
    const address = placed[0]?.address;
    if (address === undefined) {
      breakpoint.state = failed(breakpoint, refusal ?? "there is no code");
    } else {
      breakpoint.state = {
        id: breakpoint.state.id,
        verified: true,
        ...(line !== undefined && { line }),
        ...(path && { path }),
        address,
      };
    }
  }

  #release(breakpoint: Breakpoint): void {
    for (const place of breakpoint.places) this.#engine.remove(place);
    breakpoint.places = [];
  }
}

type Unbound = { readonly spot: Spot; readonly state: { readonly id: number } };

function pending({ spot, state }: Unbound): BreakpointState {
  return {
    id: state.id,
    verified: false,
    ...(spot.line !== undefined && { line: spot.line }),
    problem: "pending",
    message: spot.unknown,
  };
}

function failed({ spot, state }: Unbound, why: string): BreakpointState {
  return {
    id: state.id,
    verified: false,
    ...(spot.line !== undefined && { line: spot.line }),
    problem: "failed",
    message: `No breakpoint can be set at ${spot.name}: ${why}.`,
  };
}

/** Equal for spots of one group that are the same; a file may be named in several ways. */
function whereOf({ key, line, hardware = false }: Spot): string {
  return line === undefined ? key : `${line}${hardware ? " hardware" : ""}`;
}

function isSameState(a: BreakpointState, b: BreakpointState): boolean {
  return (
    a.verified === b.verified &&
    a.line === b.line &&
    a.address === b.address &&
    a.problem === b.problem &&
    a.message === b.message
  );
}
