import type { BreakpointState, SourceBreakpoint } from "../engine/model.ts";
import { miQuote } from "./mi-quote.ts";
import type { AsyncRecord, MiReply, MiSession } from "./mi-session.ts";
import { type MiTuple, numberOf, textOf, tupleOf, tuplesOf } from "./mi-value.ts";
import { recordedPath } from "./source-files.ts";

interface LineBreakpoint {
  readonly id: number;
  readonly path: string;
  readonly line: number;
  /** gdb's number. */
  number: number;
  state: BreakpointState;
  /** Where it is, as gdb writes addresses. */
  addresses: readonly string[];
}

/**
 * The line breakpoints of the session: they outlive debuggees, and gdb binds them again whenever
 * it learns of a new module.
 */
export class Breakpoints {
  readonly #mi: MiSession;
  readonly #changed: (state: BreakpointState) => void;
  /** Ids by file and line, kept when a breakpoint is removed. */
  readonly #ids = new Map<string, number>();
  readonly #set = new Map<number, LineBreakpoint>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(mi: MiSession, changed: (state: BreakpointState) => void) {
    this.#mi = mi;
    this.#changed = changed;
  }

  /** Makes the breakpoints of one file equal to the list; answers in the same order. */
  replace(path: string, wanted: readonly SourceBreakpoint[]): Promise<readonly BreakpointState[]> {
    return this.#inTurn(() => this.#replace(path.replaceAll("\\", "/"), wanted));
  }

  /** The ids of the breakpoints at an address, or of the one that gdb names by number. */
  idsAt(number: number | undefined, address: string | undefined): number[] {
    return [...this.#set.values()]
      .filter(
        (entry) =>
          entry.number === number || (address !== undefined && entry.addresses.includes(address)),
      )
      .map((entry) => entry.id);
  }

  /** Where breakpoints are, as gdb writes addresses. */
  get addresses(): readonly string[] {
    return [...this.#set.values()].flatMap((entry) => entry.addresses);
  }

  /** Follows gdb's notifications: breakpoints that bind or lose their place, modules that come. */
  take(record: AsyncRecord): void {
    if (record.class === "breakpoint-modified") this.#rebound(tupleOf(record.results, "bkpt"));
    if (record.class === "library-loaded") this.refresh();
  }

  /** Looks again for the files of pending breakpoints, after modules were loaded. */
  refresh(): void {
    const pending = () =>
      [...this.#set.values()].filter((entry) => entry.state.problem === "pending");
    if (pending().length === 0) return;
    this.#inTurn(async () => {
      for (const entry of pending()) await this.#lookAgain(entry);
    }).catch(() => {});
  }

  async #replace(
    path: string,
    wanted: readonly SourceBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const lines = new Set(wanted.map((breakpoint) => breakpoint.line));
    const gone = [...this.#set.values()].filter(
      (entry) => entry.path === path && !lines.has(entry.line),
    );
    for (const entry of gone) this.#set.delete(entry.id);
    const removed =
      gone.length === 0
        ? undefined
        : this.#mi.send(`-break-delete ${gone.map((entry) => entry.number).join(" ")}`);
    const missing = [...lines].filter((line) => !this.#set.has(this.#idOf(path, line)));
    const lookFor = (missing.length > 0 && (await recordedPath(this.#mi, path))) || path;
    await Promise.all([removed, ...missing.map((line) => this.#insert(path, lookFor, line))]);
    return wanted.map(({ line }) => {
      const id = this.#idOf(path, line);
      return this.#set.get(id)?.state ?? unplaced(id, line, "failed", "gdb refused it.");
    });
  }

  async #insert(path: string, lookFor: string, line: number): Promise<void> {
    const id = this.#idOf(path, line);
    const reply = await this.#mi.send(
      `-break-insert -f --source ${miQuote(lookFor)} --line ${line}`,
    );
    const bkpt = tupleOf(reply.results, "bkpt") ?? {};
    this.#set.set(id, {
      id,
      path,
      line,
      number: numberOf(bkpt, "number") ?? -1,
      ...placeOf(id, path, line, bkpt, reply),
    });
  }

  async #lookAgain(entry: LineBreakpoint): Promise<void> {
    const lookFor = await recordedPath(this.#mi, entry.path);
    const waiting = this.#set.get(entry.id) === entry && entry.state.problem === "pending";
    if (lookFor === undefined || !waiting) return;
    await this.#mi.send(`-break-delete ${entry.number}`);
    await this.#insert(entry.path, lookFor, entry.line);
    this.#tell(entry.state, this.#set.get(entry.id)?.state);
  }

  #rebound(bkpt: MiTuple | undefined): void {
    const number = numberOf(bkpt, "number");
    const entry = [...this.#set.values()].find((known) => known.number === number);
    if (entry === undefined || bkpt === undefined) return;
    const before = entry.state;
    Object.assign(entry, placeOf(entry.id, entry.path, entry.line, bkpt, undefined, before));
    this.#tell(before, entry.state);
  }

  #tell(before: BreakpointState, now: BreakpointState | undefined): void {
    if (now && (now.problem !== before.problem || now.line !== before.line)) this.#changed(now);
  }

  #idOf(path: string, line: number): number {
    const key = `${line}:${path}`;
    const id = this.#ids.get(key) ?? this.#ids.size + 1;
    this.#ids.set(key, id);
    return id;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }
}

/** Reads where gdb put a breakpoint: a pending one has no address, one of many places has several. */
function placeOf(
  id: number,
  path: string,
  line: number,
  bkpt: MiTuple,
  reply?: MiReply,
  before?: BreakpointState,
): Pick<LineBreakpoint, "state" | "addresses"> {
  const places = [bkpt, ...tuplesOf(bkpt, "locations")];
  const bound = places.filter((place) => /^0x/.test(textOf(place, "addr") ?? ""));
  const addresses = bound.map((place) => textOf(place, "addr") ?? "");
  const lines = bound.map((place) => numberOf(place, "line")).filter((at) => at !== undefined);
  if (lines.length > 0) {
    return { addresses, state: { id, verified: true, line: Math.min(...lines) } };
  }
  if (/No line \d+ in /.test(reply?.remarks ?? "")) {
    const why = `There is no code at or after line ${line} of ${path}.`;
    return { addresses, state: unplaced(id, line, "failed", why) };
  }
  if (before?.problem) return { addresses, state: before };
  const why = `No loaded module knows the file ${path} yet; the breakpoint is set when one does.`;
  return { addresses, state: unplaced(id, line, "pending", why) };
}

function unplaced(
  id: number,
  line: number,
  problem: "pending" | "failed",
  message: string,
): BreakpointState {
  return { id, verified: false, line, problem, message };
}
