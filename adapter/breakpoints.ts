import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Engine } from "../src/engine/engine.ts";
import type { BreakpointState } from "../src/engine/model.ts";
import type { Client } from "./client.ts";
import type { Numbers } from "./handles.ts";
import type { SourcePaths } from "./source-paths.ts";

/** One line breakpoint, as asked for and as it stands. */
interface Entry {
  readonly id: number;
  /** The line asked for, counted from 1. */
  readonly line: number;
  state: Pick<BreakpointState, "verified" | "line" | "problem" | "message">;
}

/** A breakpoint that an engine reported as changed. */
export interface ChangedBreakpoint {
  readonly path: string;
  readonly entry: Entry;
}

/**
 * The line breakpoints of the session, by the path that the client uses.
 *
 * They may be set before there is an engine: then they are noted, answered as pending and handed to
 * the engine once it holds a debuggee. The ids belong to the session for that reason, and a line of
 * a file keeps its id for as long as the session lives.
 */
export class Breakpoints {
  readonly #numbers: Numbers;
  readonly #files = new Map<string, readonly Entry[]>();
  readonly #ids = new Map<string, number>();
  readonly #byEngineId = new Map<number, ChangedBreakpoint>();
  /** Where the breakpoints of a file went, and by whose translation. */
  readonly #bound = new Map<string, { readonly paths: SourcePaths; readonly symbolPath: string }>();

  constructor(numbers: Numbers) {
    this.#numbers = numbers;
  }

  /**
   * Makes the breakpoints of a file equal to the list; answers in the same order.
   * @param message Why they are pending, while there is no engine to give them to.
   */
  note(path: string, lines: readonly number[], message: string): readonly Entry[] {
    const entries = lines.map((line) => ({
      id: this.#idOf(path, line),
      line,
      state: { verified: false, line, problem: "pending" as const, message },
    }));
    this.#files.set(path, entries);
    return entries;
  }

  /** Hands the breakpoints of one file to the engine; answers as `note` does. */
  async bind(path: string, engine: Engine, paths: SourcePaths): Promise<readonly Entry[]> {
    const entries = this.#files.get(path) ?? [];
    const symbolPath = await this.#symbolPathOf(path, engine, paths);
    const states = await engine.setSourceBreakpoints(symbolPath, entries);
    entries.forEach((entry, index) => {
      const state = states[index];
      if (state === undefined) return;
      entry.state = state;
      this.#byEngineId.set(state.id, { path, entry });
    });
    return entries;
  }

  /** Hands everything to the engine; answers the breakpoints that are not as they were answered. */
  async bindAll(engine: Engine, paths: SourcePaths): Promise<ChangedBreakpoint[]> {
    const changed: ChangedBreakpoint[] = [];
    for (const [path, noted] of [...this.#files]) {
      const before = noted.map(({ state }) => state);
      const entries = await this.bind(path, engine, paths);
      entries.forEach((entry, index) => {
        const old = before[index];
        if (old?.verified !== entry.state.verified || old.message !== entry.state.message) {
          changed.push({ path, entry });
        }
      });
    }
    return changed;
  }

  /** Takes over what the engine reports. @returns undefined for one that the client does not know. */
  changed(state: BreakpointState): ChangedBreakpoint | undefined {
    const known = this.#byEngineId.get(state.id);
    if (known === undefined) return undefined;
    known.entry.state = state;
    return known;
  }

  /** The session's ids of breakpoints that the engine names. */
  idsOf(engineIds: readonly number[]): number[] {
    return engineIds.flatMap((engineId) => this.#byEngineId.get(engineId)?.entry.id ?? []);
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

  #idOf(path: string, line: number): number {
    const key = `${line} ${path}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#numbers.next();
      this.#ids.set(key, id);
    }
    return id;
  }
}

/** A breakpoint in the words of the protocol. */
export function breakpointOut({ path, entry }: ChangedBreakpoint, client: Client): Dap.Breakpoint {
  const { verified, line, problem, message } = entry.state;
  return {
    id: entry.id,
    verified,
    line: client.lineOut(line),
    source: { path: client.pathOut(path) },
    ...(problem === undefined ? {} : { reason: problem }),
    ...(message === undefined ? {} : { message }),
  };
}
