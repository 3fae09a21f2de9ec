import { EngineError, sentenceOf } from "../../engine/errors.ts";
import type { BreakpointState } from "../../engine/model.ts";
import { asSentence } from "../mi/gdb-text.ts";
import type { MiTuple } from "../mi/mi-value.ts";
import type { WantedBreakpoint } from "./breakpoint-place.ts";

/** A breakpoint of the session, as far as gdb has it. */
export interface Entry {
  readonly id: number;
  readonly group: string;
  wanted: WantedBreakpoint;
  /** gdb's number; undefined when gdb has none. */
  number: number | undefined;
  /** Where gdb has it. */
  places: readonly MiTuple[];
  state: BreakpointState;
  /** What would put it into the debuggee once more. */
  insertions: readonly string[];
  /** Hits, as gdb counts them. */
  hits: number;
  /** Whether it was hit since the last stop. */
  hit: boolean;
  /** What gdb evaluates at a hit; undefined where that is nothing. */
  condition: string | undefined;
  /** Whether the server evaluates that, which calls nothing. */
  byServer: boolean;
  /** The condition, where gdb itself must not evaluate it. */
  judged: string | undefined;
  /** Hits at which that held. */
  held: number;
}

/** gdb's own words where it refused, else the sentence of the error. */
export function explained(error: unknown): string {
  const native = error instanceof EngineError && error.failure === "native" && error.native;
  return native ? asSentence(native) : sentenceOf(error);
}
