import type { BreakpointState, SourceBreakpoint } from "../../engine/model.ts";
import type { EngineBreakpoints } from "./engine-breakpoints.ts";
import { fileName, isSameFile } from "./source-file.ts";
import type { LinePlaces } from "./source-lines.ts";

/** A line breakpoint as asked for, and where it is. */
interface Breakpoint {
  readonly path: string;
  readonly line: number;
  state: BreakpointState;
  addresses: readonly bigint[];
}

/** What the breakpoints need to know of the debuggee's symbols. */
export interface LineLookup {
  find(path: string, line: number): LinePlaces | undefined;
  knows(path: string, line: number): boolean;
}

/**
 * The line breakpoints as the client wants them, bound to the debuggee as far as its modules allow.
 * They outlive a debuggee and are bound again to the next. Each (file, line) keeps its id.
 */
export class Breakpoints {
  readonly #engine: EngineBreakpoints;
  readonly #lines: LineLookup;
  readonly #changed: (state: BreakpointState) => void;
  readonly #ids = new Map<string, number>();
  #all: Breakpoint[] = [];

  /** @param changed Told when a breakpoint is bound or loses its place outside of `set`. */
  constructor(
    engine: EngineBreakpoints,
    lines: LineLookup,
    changed: (state: BreakpointState) => void,
  ) {
    this.#engine = engine;
    this.#lines = lines;
    this.#changed = changed;
  }

  /**
   * Makes the breakpoints of one file equal to the list.
   * @param bind Whether there is a debuggee to bind them to.
   */
  set(path: string, wanted: readonly SourceBreakpoint[], bind: boolean): BreakpointState[] {
    const old = this.#all.filter((one) => isSameFile(one.path, path));
    this.#all = this.#all.filter((one) => !old.includes(one));
    const states = wanted.map(({ line }) => {
      const known = [...old, ...this.#all].find(
        (one) => one.line === line && isSameFile(one.path, path),
      );
      const breakpoint = known ?? this.#create(path, line);
      if (!this.#all.includes(breakpoint)) this.#all.push(breakpoint);
      if (bind && !breakpoint.state.verified) this.#bind(breakpoint);
      return breakpoint;
    });
    for (const gone of old) {
      if (!this.#all.includes(gone)) this.#release(gone);
    }
    return states.map(({ state }) => state);
  }

  /** Binds what is not bound yet: for a new debuggee, or when a module with lines was loaded. */
  bindPending(): void {
    for (const breakpoint of this.#all) {
      if (breakpoint.state.verified && breakpoint.addresses.length > 0) continue;
      const before = breakpoint.state;
      this.#bind(breakpoint);
      if (!isSameState(before, breakpoint.state)) this.#changed(breakpoint.state);
    }
  }

  /** Whether a module that is loaded could bind something. */
  get anyPending(): boolean {
    return this.#all.some(({ addresses }) => addresses.length === 0);
  }

  /** Unbinds what lies in a range of addresses, because its module was unloaded. */
  unbind(from: bigint, to: bigint): void {
    for (const breakpoint of this.#all) {
      const kept = breakpoint.addresses.filter((address) => address < from || address >= to);
      if (kept.length === breakpoint.addresses.length) continue;
      for (const address of breakpoint.addresses) {
        if (!kept.includes(address)) this.#engine.remove(address);
      }
      breakpoint.addresses = kept;
      if (kept.length > 0) continue;
      breakpoint.state = pending(breakpoint);
      this.#changed(breakpoint.state);
    }
  }

  /** Gives up what the engine could not insert at an address. */
  fail(address: bigint): void {
    for (const breakpoint of this.#all) {
      if (!breakpoint.addresses.includes(address)) continue;
      for (const one of breakpoint.addresses) this.#engine.remove(one);
      breakpoint.addresses = [];
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

  /** Ids of the breakpoints at an address. */
  idsAt(address: bigint): number[] {
    return this.#all
      .filter(({ addresses }) => addresses.includes(address))
      .map(({ state }) => state.id);
  }

  #forgetPlaces(): void {
    for (const breakpoint of this.#all) breakpoint.addresses = [];
  }

  #create(path: string, line: number): Breakpoint {
    const key = `${path.toLowerCase().replaceAll("\\", "/")}:${line}`;
    const id = this.#ids.get(key) ?? this.#ids.size + 1;
    this.#ids.set(key, id);
    const state = pending({ path, line, state: { id } });
    return { path, line, state, addresses: [] };
  }

  #bind(breakpoint: Breakpoint): void {
    const found = this.#lines.find(breakpoint.path, breakpoint.line);
    if (found !== undefined) {
      this.#place(breakpoint, found);
    } else {
      const known = this.#lines.knows(breakpoint.path, breakpoint.line);
      breakpoint.state = known
        ? failed(breakpoint, "there is no code at or after that line")
        : pending(breakpoint);
    }
  }

  #place(breakpoint: Breakpoint, { line, addresses }: LinePlaces): void {
    const placed: bigint[] = [];
    for (const address of addresses) {
      if (this.#engine.add(address)) placed.push(address);
    }
    breakpoint.addresses = placed;
    breakpoint.state =
      placed.length > 0
        ? { id: breakpoint.state.id, verified: true, line }
        : failed(breakpoint, "the engine refused it");
  }

  #release({ addresses }: Breakpoint): void {
    for (const address of addresses) this.#engine.remove(address);
  }
}

type Wanted = { path: string; line: number; state: { id: number } };

function pending({ path, line, state }: Wanted): BreakpointState {
  return {
    id: state.id,
    verified: false,
    line,
    problem: "pending",
    message: `No loaded module knows ${fileName(path)} yet.`,
  };
}

function failed({ path, line, state }: Wanted, why: string): BreakpointState {
  return {
    id: state.id,
    verified: false,
    line,
    problem: "failed",
    message: `No breakpoint can be set at ${fileName(path)}:${line}: ${why}.`,
  };
}

function isSameState(a: BreakpointState, b: BreakpointState): boolean {
  return a.verified === b.verified && a.line === b.line && a.problem === b.problem;
}
