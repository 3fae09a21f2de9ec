import type { Engine } from "../../src/engine/engine.ts";
import type {
  BreakpointState,
  DataBreakpoint,
  FunctionBreakpoint,
  InstructionBreakpoint,
  SourceBreakpoint,
} from "../../src/engine/model.ts";
import type { SourcePaths } from "../sources/source-paths.ts";
import type { Numbers } from "../values/handles.ts";

/** What one request asks for: all breakpoints of a file, or all of another kind. */
export type BreakpointList =
  | {
      readonly kind: "breakpoint";
      /** The file, by the path that the client uses. */
      readonly path: string;
      readonly wanted: readonly SourceBreakpoint[];
    }
  | { readonly kind: "function breakpoint"; readonly wanted: readonly FunctionBreakpoint[] }
  | { readonly kind: "instruction breakpoint"; readonly wanted: readonly InstructionBreakpoint[] }
  | { readonly kind: "data breakpoint"; readonly wanted: readonly DataBreakpoint[] };

/** The kinds, under the names that the protocol gives to stops at them. */
export type BreakpointKind = BreakpointList["kind"];

/** Why a breakpoint is not set. */
export type Unset = Pick<BreakpointState, "problem" | "message">;

/** One breakpoint, as asked for and as it stands. */
export interface Breakpoint {
  readonly id: number;
  readonly kind: BreakpointKind;
  /** File and line asked for, of a breakpoint on a line. */
  readonly asked?: { readonly path: string; readonly line: number } | undefined;
  /** `id` is the engine's, and absent until it knows the breakpoint. */
  state: Omit<BreakpointState, "id"> & { readonly id?: number };
}

/**
 * The breakpoints of the session, of all kinds.
 *
 * They may be set before there is an engine: then they are noted, answered as pending and handed to
 * the engine once it holds a debuggee. The ids belong to the session for that reason, and a line of
 * a file, a function, an address or data keeps its id for as long as the session lives.
 */
export class Breakpoints {
  readonly #numbers: Numbers;
  readonly #lists = new Map<string, { list: BreakpointList; set: readonly Breakpoint[] }>();
  readonly #ids = new Map<string, number>();
  /** Where the breakpoints of a file went, and by whose translation. */
  readonly #bound = new Map<string, { readonly paths: SourcePaths; readonly symbolPath: string }>();

  constructor(numbers: Numbers) {
    this.#numbers = numbers;
  }

  /**
   * Makes one list of breakpoints equal to what is wanted; answers in the same order.
   * @param unset Why they are not set, as long as no engine is given them.
   */
  note(list: BreakpointList, unset: Unset): readonly Breakpoint[] {
    const name = nameOf(list);
    const used = new Map<string, number>();
    const set = list.wanted.map((wanted): Breakpoint => {
      const key = `${name} ${keyOf(wanted)}`;
      const times = (used.get(key) ?? 0) + 1;
      used.set(key, times);
      const line = "line" in wanted ? wanted.line : undefined;
      return {
        id: this.#idOf(`${key} ${times}`),
        kind: list.kind,
        asked:
          list.kind === "breakpoint" && line !== undefined ? { path: list.path, line } : undefined,
        state: { verified: false, line, ...unset },
      };
    });
    this.#lists.set(name, { list, set });
    return set;
  }

  /** Hands one list to the engine; answers as `note` does. */
  async bind(
    list: BreakpointList,
    engine: Engine,
    paths: SourcePaths,
  ): Promise<readonly Breakpoint[]> {
    const noted = this.#lists.get(nameOf(list));
    if (noted === undefined) return [];
    const states = await this.#send(noted.list, engine, paths);
    noted.set.forEach((breakpoint, index) => {
      breakpoint.state = states[index] ?? breakpoint.state;
    });
    return noted.set;
  }

  /** Hands everything to the engine; answers the breakpoints that are not as they were answered. */
  async bindAll(engine: Engine, paths: SourcePaths): Promise<Breakpoint[]> {
    const changed: Breakpoint[] = [];
    for (const { list, set } of [...this.#lists.values()]) {
      const before = set.map(({ state }) => state);
      const after = await this.bind(list, engine, paths);
      after.forEach((breakpoint, index) => {
        const old = before[index];
        const { verified, message } = breakpoint.state;
        if (old?.verified !== verified || old.message !== message) changed.push(breakpoint);
      });
    }
    return changed;
  }

  /** Notes that nothing of it can be set; answers the breakpoints that were answered otherwise. */
  refuse(unset: Unset): readonly Breakpoint[] {
    const all = [...this.#lists.values()].flatMap(({ set }) => set);
    const changed = all.filter(({ state }) => state.message !== unset.message);
    for (const breakpoint of changed) {
      breakpoint.state = { verified: false, line: breakpoint.state.line, ...unset };
    }
    return changed;
  }

  /** Takes over what the engine reports; answers the breakpoints that it is about. */
  changed(state: BreakpointState): readonly Breakpoint[] {
    const known = this.withEngineId(state.id);
    for (const breakpoint of known) breakpoint.state = state;
    return known;
  }

  /** The breakpoints that the engine knows by this id. */
  withEngineId(engineId: number): readonly Breakpoint[] {
    return [...this.#lists.values()].flatMap(({ set }) =>
      set.filter(({ state }) => state.id === engineId),
    );
  }

  async #send(
    list: BreakpointList,
    engine: Engine,
    paths: SourcePaths,
  ): Promise<readonly BreakpointState[]> {
    switch (list.kind) {
      case "breakpoint": {
        const symbolPath = await this.#symbolPathOf(list.path, engine, paths);
        return engine.setSourceBreakpoints(symbolPath, list.wanted);
      }
      case "function breakpoint":
        return engine.setFunctionBreakpoints(list.wanted);
      case "instruction breakpoint":
        return engine.setInstructionBreakpoints(list.wanted);
      case "data breakpoint":
        return engine.setDataBreakpoints(list.wanted);
    }
  }

  /**
   * The name under which the engine has the breakpoints of a file. It stays the same although a
   * stack may show a better one later, or the old breakpoints would be left behind.
   */
  async #symbolPathOf(path: string, engine: Engine, paths: SourcePaths): Promise<string> {
    const old = this.#bound.get(path);
    if (old?.paths === paths) return old.symbolPath;
    const symbolPath = paths.toSymbols(path);
    this.#bound.set(path, { paths, symbolPath });
    if (old !== undefined && old.symbolPath !== symbolPath) {
      await engine.setSourceBreakpoints(old.symbolPath, []);
    }
    return symbolPath;
  }

  #idOf(key: string): number {
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#numbers.next();
      this.#ids.set(key, id);
    }
    return id;
  }
}

const nameOf = (list: BreakpointList) =>
  list.kind === "breakpoint" ? `${list.kind} ${list.path}` : list.kind;

/** What makes a breakpoint the same one in a later request. */
function keyOf(wanted: BreakpointList["wanted"][number]): string {
  if ("line" in wanted) return String(wanted.line);
  if ("name" in wanted) return wanted.name;
  if ("address" in wanted) return String(wanted.address);
  return wanted.dataId;
}
