import type { BreakpointRules, BreakpointState } from "../../engine/model.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiReply } from "../mi/mi-session.ts";
import { type MiTuple, numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";

/** Where one breakpoint is to be, whatever its kind, and how gdb is told. */
export interface WantedBreakpoint {
  /** Tells it from all others of the session: the same key keeps its id. */
  readonly key: string;
  readonly rules: BreakpointRules;
  /** The line asked for, where it was asked for by line. */
  readonly line?: number | undefined;
  /** Whether it is kept in debug registers. */
  readonly hardware?: boolean | undefined;
  /** Whether the address it is at means something to this one debuggee only. */
  readonly ofDebuggee: boolean;
  /** What to say while there is no place for it. */
  readonly pendingText: string;
  /** Whether gdb was told less than where it is to be, and may set it in other places, too. */
  readonly vague?: boolean;
  /** Whether its place has become known, so that it is worth trying again. */
  appeared(): Promise<boolean>;
  /** Whether it is to be at all of these places, once `appeared` has found where that is. */
  isAt?(places: readonly MiTuple[]): boolean;
  /**
   * Sets it. Undefined when there is no place for it yet and gdb would not wait for one.
   * @param condition The condition for gdb; undefined for none.
   * @param passOver Hits to pass over.
   * @throws {EngineError} `native` with gdb's text, or a sentence, when it cannot be set.
   */
  insert(condition: string | undefined, passOver: number): Promise<Inserted | undefined>;
  /** Looks where what gdb has of it is now, for one that has not all places that gdb tells of. */
  look?(): Promise<Inserted>;
  /** The command that makes gdb watch its data, for one on data. Throws as `insert` does. */
  watch?(): string;
  /** Told when gdb no longer has what `insert` set. */
  removed?(): void;
}

/** A breakpoint that gdb has accepted. */
export interface Inserted {
  readonly bkpt: MiTuple;
  readonly remarks: string;
  /** What it is at, where gdb does not tell. */
  readonly address?: bigint | undefined;
}

/** Reads where gdb put a breakpoint: a pending one has no address, one of many places has several. */
export function stateOf(
  id: number,
  wanted: WantedBreakpoint,
  { bkpt, remarks, address }: Inserted,
): BreakpointState {
  const places = placesIn(bkpt);
  // gdb switches off places for which it cannot read the condition.
  const usable = places.filter((place) => textOf(place, "enabled") !== "N");
  if (places.length > 0 && usable.length === 0) {
    const why = `The condition '${wanted.rules.condition}' cannot be evaluated there.`;
    return unplaced(id, wanted, "failed", why);
  }
  const [first] = usable.toSorted((a, b) => lineOf(a) - lineOf(b));
  if (first !== undefined) {
    const line = numberOf(first, "line");
    return {
      id,
      verified: true,
      line,
      path: wanted.line === undefined && line !== undefined ? pathOf(first) : undefined,
      address: BigInt(textOf(first, "addr") ?? "0"),
    };
  }
  if (address !== undefined) return { id, verified: true, address };
  if (wanted.line !== undefined && /No line \d+ in /.test(remarks)) {
    const why = `There is no code at or after line ${wanted.line} of this file.`;
    return unplaced(id, wanted, "failed", why);
  }
  return unplaced(id, wanted, "pending", wanted.pendingText);
}

/** The commands that put a breakpoint of gdb into the debuggee once more, without its rules. */
export function insertionsOf(wanted: WantedBreakpoint, bkpt: MiTuple): readonly string[] {
  if (wanted.watch !== undefined) return [wanted.watch()];
  const option = wanted.hardware ? "-h " : "";
  return placesIn(bkpt).map((place) => `-break-insert ${option}*${textOf(place, "addr")}`);
}

/** The state of a breakpoint that has no place. */
export function unplaced(
  id: number,
  wanted: WantedBreakpoint,
  problem: "pending" | "failed",
  message: string,
): BreakpointState {
  return { id, verified: false, line: wanted.line, problem, message };
}

/** Reads the answer to `-break-insert`. */
export function insertedBy(reply: MiReply): Inserted {
  const bkpt = reply.results.bkpt;
  return { bkpt: typeof bkpt === "object" ? (bkpt as MiTuple) : {}, remarks: reply.remarks };
}

/** The options of `-break-insert` for a condition and hits to pass over. */
export function insertOptions(condition: string | undefined, passOver: number): string {
  const quoted = condition === undefined ? "" : ` -c ${miQuote(condition)}`;
  return `-f${quoted}${passOver > 0 ? ` -i ${passOver}` : ""}`;
}

/** The places that a breakpoint of gdb is at: none while it is pending. */
export function placesIn(bkpt: MiTuple): readonly MiTuple[] {
  return [bkpt, ...tuplesOf(bkpt, "locations")].filter((place) =>
    /^0x/.test(textOf(place, "addr") ?? ""),
  );
}

function lineOf(place: MiTuple): number {
  return numberOf(place, "line") ?? 0;
}

function pathOf(place: MiTuple): string | undefined {
  return textOf(place, "fullname") ?? textOf(place, "file");
}
