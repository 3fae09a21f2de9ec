import { counts } from "../../engine/hit-rule.ts";
import type { BreakpointState } from "../../engine/model.ts";
import type { AsyncRecord, MiSession } from "../mi/mi-session.ts";
import { type MiTuple, numberOf, textOf, tupleOf } from "../mi/mi-value.ts";
import { needsCall } from "../run/function-calls.ts";
import { type Entry, explained } from "./breakpoint-entry.ts";
import {
  type Inserted,
  insertionsOf,
  placesIn,
  stateOf,
  unplaced,
  type WantedBreakpoint,
} from "./breakpoint-place.ts";
import { mayCall, passOver, sameRules } from "./breakpoint-rules.ts";
import { JudgedBreakpoints } from "./judged-breakpoints.ts";
import { LogPoints } from "./log-points.ts";

/**
 * The breakpoints of the session of all kinds, in groups that are each replaced as a whole: they
 * outlive debuggees, and gdb binds them again whenever it learns of a new module.
 */
export class Breakpoints {
  readonly #mi: MiSession;
  readonly #logs: LogPoints;
  readonly #changed: (state: BreakpointState) => void;
  /** Ids by key, kept when a breakpoint is removed. */
  readonly #ids = new Map<string, number>();
  readonly #set = new Map<number, Entry>();
  #callNeeded = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(mi: MiSession, changed: (state: BreakpointState) => void) {
    this.#mi = mi;
    this.#logs = new LogPoints(mi);
    this.#changed = changed;
  }

  /** Makes the breakpoints of one group equal to the list; answers in the same order. */
  replace(group: string, wanted: readonly WantedBreakpoint[]): Promise<readonly BreakpointState[]> {
    return this.#inTurn(() => this.#replace(group, wanted));
  }

  /**
   * The ids of the breakpoints that made the debuggee stop.
   * @param number gdb's number of the one that it names.
   */
  takeHits(number: number | undefined): number[] {
    const ids: number[] = [];
    for (const entry of this.#set.values()) {
      const rule = entry.wanted.rules.hits;
      const judged = entry.judged !== undefined;
      const stopped = entry.hit && (judged || rule === undefined || counts(rule, entry.hits));
      entry.hit = false;
      if (!stopped && (judged || entry.number !== number)) continue;
      ids.push(entry.id);
      if (rule && !judged && entry.number !== undefined) {
        this.#mi.send(`-break-after ${entry.number} ${passOver(rule, entry.hits)}`).catch(() => {});
      }
    }
    return ids;
  }

  /** Those whose conditions gdb does not evaluate itself. */
  get judged(): JudgedBreakpoints {
    return new JudgedBreakpoints([...this.#set.values()]);
  }

  /** The commands that would put them into the debuggee once more, without their rules. */
  get insertions(): readonly string[] {
    return [...this.#set.values()].flatMap((entry) => entry.insertions);
  }

  /** Follows gdb's notifications: breakpoints that bind, are hit or lose their place, modules. */
  take(record: AsyncRecord): void {
    if (record.class === "breakpoint-modified") this.#noteChange(tupleOf(record.results, "bkpt"));
    if (record.class === "breakpoint-deleted") this.#noteDeletion(numberOf(record.results, "id"));
    if (record.class === "library-loaded") this.refresh();
  }

  /** Follows what gdb says for the log: of a condition that it cannot evaluate without a call. */
  takeRemark(text: string): void {
    // The breakpoint itself is named next, as one that was hit.
    if (needsCall(text)) this.#callNeeded = true;
  }

  /** Looks again for the places of pending and vague breakpoints, after modules were loaded. */
  refresh(): void {
    const waiting = () => [...this.#set.values()].filter((entry) => this.#waits(entry));
    if (waiting().length === 0) return;
    this.#inTurn(async () => {
      for (const entry of waiting()) await this.#lookAgain(entry);
    }).catch(() => {});
  }

  /**
   * Prepares for another debuggee: hits are counted anew, and what is at an address of the last one
   * waits until the new one has something there.
   */
  async renew(): Promise<void> {
    this.#logs.restart();
    await this.#inTurn(async () => {
      for (const entry of [...this.#set.values()]) {
        const before = entry.state;
        if (entry.wanted.ofDebuggee) {
          if (entry.number === undefined) continue;
          this.#drop(entry);
          entry.state = unplaced(entry.id, entry.wanted, "pending", entry.wanted.pendingText);
          this.#tell(before, entry.state);
        } else if (entry.hits > 0) {
          this.#drop(entry);
          await this.#insert(entry);
        }
      }
    }).catch(() => {});
  }

  async #replace(
    group: string,
    wanted: readonly WantedBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const byId = new Map<number, WantedBreakpoint>();
    for (const one of wanted) {
      const id = this.#idOf(one.key);
      if (!byId.has(id)) byId.set(id, one);
    }
    const gone = [...this.#set.values()].filter(
      (entry) => entry.group === group && !this.#keeps(entry, byId.get(entry.id)),
    );
    for (const entry of gone) this.#set.delete(entry.id);
    this.#drop(...gone);
    const missing = [...byId].filter(([id]) => !this.#set.has(id));
    await Promise.all(
      missing.map(([id, one]) => {
        const state = unplaced(id, one, "pending", one.pendingText);
        const nowhere = { number: undefined, places: [], insertions: [], hits: 0, hit: false };
        const entry: Entry = {
          ...{ id, group, wanted: one, state, ...nowhere, judged: undefined, held: 0 },
          ...{ condition: undefined, byServer: false },
        };
        this.#set.set(id, entry);
        return this.#insert(entry);
      }),
    );
    return wanted.map((one) => {
      const id = this.#idOf(one.key);
      return this.#set.get(id)?.state ?? unplaced(id, one, "failed", "gdb refused it.");
    });
  }

  /** Whether an entry can stay as it is. One that failed is tried again. */
  #keeps(entry: Entry, wanted: WantedBreakpoint | undefined): boolean {
    if (wanted === undefined || entry.state.problem === "failed") return false;
    return sameRules(entry.wanted.rules, wanted.rules);
  }

  async #insert(entry: Entry): Promise<void> {
    const { id, wanted } = entry;
    const { rules } = wanted;
    entry.hits = 0;
    entry.hit = false;
    entry.held = 0;
    try {
      const logs = rules.log !== undefined;
      const condition = logs ? await this.#logs.conditionFor(id, rules) : rules.condition;
      entry.condition = condition;
      entry.judged = mayCall(rules) ? condition : undefined;
      const skip = logs || entry.judged !== undefined ? 0 : passOver(rules.hits, 0);
      const inserted = await wanted.insert(condition, skip);
      entry.number = inserted && numberOf(inserted.bkpt, "number");
      entry.byServer = isByServer(inserted?.bkpt);
      // gdb has read it, and would refuse what makes no sense.
      if (entry.judged !== undefined && entry.number !== undefined) {
        await this.#mi.send(`-break-condition ${entry.number}`);
      }
      entry.places = inserted ? placesIn(inserted.bkpt) : [];
      entry.insertions = inserted ? insertionsOf(wanted, inserted.bkpt) : [];
      entry.state = this.#stateOf(entry, inserted);
    } catch (error) {
      entry.number = undefined;
      entry.insertions = [];
      entry.state = unplaced(id, wanted, "failed", explained(error));
    }
  }

  #stateOf({ id, wanted }: Entry, inserted: Inserted | undefined): BreakpointState {
    return inserted
      ? stateOf(id, wanted, inserted)
      : unplaced(id, wanted, "pending", wanted.pendingText);
  }

  #drop(...entries: readonly Entry[]): void {
    const numbers: number[] = [];
    for (const entry of entries) {
      if (entry.number === undefined) continue;
      numbers.push(entry.number);
      entry.number = undefined;
      entry.insertions = [];
      entry.wanted.removed?.();
    }
    if (numbers.length > 0) this.#mi.send(`-break-delete ${numbers.join(" ")}`).catch(() => {});
  }

  #waits({ id, state, wanted }: Entry): boolean {
    return this.#set.has(id) && (state.problem === "pending" || wanted.vague === true);
  }

  async #lookAgain(entry: Entry): Promise<void> {
    const { wanted, state: before } = entry;
    const known = entry.number === undefined ? undefined : await wanted.look?.();
    const appeared = known !== undefined || (await wanted.appeared());
    if (!appeared || !this.#waits(entry)) return;
    if (entry.places.length > 0 && wanted.isAt?.(entry.places)) return;
    if (known !== undefined) {
      entry.state = this.#stateOf(entry, known);
    } else {
      this.#drop(entry);
      await this.#insert(entry);
    }
    this.#tell(before, entry.state);
  }

  #noteChange(bkpt: MiTuple | undefined): void {
    const number = numberOf(bkpt, "number");
    if (bkpt === undefined || number === undefined) return;
    const entry = [...this.#set.values()].find((known) => known.number === number);
    if (entry === undefined) return;
    entry.places = placesIn(bkpt);
    entry.insertions = insertionsOf(entry.wanted, bkpt);
    entry.byServer = isByServer(bkpt);
    const hits = numberOf(bkpt, "times") ?? 0;
    if (hits > entry.hits) {
      entry.hit = true;
      entry.hits = hits;
      if (this.#callNeeded) this.#judge(entry);
      return;
    }
    if (entry.wanted.look !== undefined) return;
    const before = entry.state;
    const now = stateOf(entry.id, entry.wanted, {
      bkpt,
      remarks: "",
      address: before.verified && before.line === undefined ? before.address : undefined,
    });
    if (now.problem === "pending" && before.problem !== undefined) return;
    entry.state = now;
    this.#tell(before, now);
  }

  /** From now on the condition is not for gdb to evaluate. */
  #judge(entry: Entry): void {
    this.#callNeeded = false;
    if (entry.condition === undefined || entry.judged !== undefined) return;
    entry.judged = entry.condition;
    const tell = (command: string) => this.#mi.send(command).catch(() => {});
    void tell(`-break-condition ${entry.number}`);
    void tell(`-break-after ${entry.number} 0`);
  }

  /** Somebody else deleted it: the client must not go on believing in it. */
  #noteDeletion(number: number | undefined): void {
    const entry = [...this.#set.values()].find((known) => known.number === number);
    if (number === undefined || entry === undefined) return;
    const before = entry.state;
    entry.number = undefined;
    entry.insertions = [];
    entry.wanted.removed?.();
    entry.state = unplaced(entry.id, entry.wanted, "failed", "A command of gdb deleted it.");
    this.#tell(before, entry.state);
  }

  #tell(before: BreakpointState, now: BreakpointState): void {
    if (now.problem !== before.problem || now.line !== before.line) this.#changed(now);
  }

  #idOf(key: string): number {
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

const isByServer = (bkpt: MiTuple | undefined) => textOf(bkpt, "evaluated-by") === "target";
