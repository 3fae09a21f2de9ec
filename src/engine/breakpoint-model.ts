import type { Address, ContainerId, FrameId } from "./model.ts";

/** Which hits of a breakpoint count: `%` every count-th one, the others as in C. */
export interface HitRule {
  readonly operator: "==" | ">" | ">=" | "<" | "<=" | "%";
  readonly count: number;
}

/** A piece of a log message: text as it is, or the value of an expression. */
export type LogPart = { readonly text: string } | { readonly expression: string };

/**
 * When a breakpoint stops the debuggee, common to all kinds of breakpoints.
 *
 * A hit counts only where the condition holds; the debuggee stops only where both allow it. With
 * `log` it never stops but raises `output` of channel `log` instead, one line for each hit. A bad
 * expression is found when the breakpoint is set (`problem: "failed"`) where the engine can, else
 * at the hit: a condition that cannot be evaluated stops, a log shows the error in its text.
 */
export interface BreakpointRules {
  /** Expression of the debuggee's language. */
  readonly condition?: string | undefined;
  readonly hits?: HitRule | undefined;
  readonly log?: readonly LogPart[] | undefined;
}

/** A breakpoint on code. */
export interface CodeBreakpoint extends BreakpointRules {
  /**
   * Kept in a debug register of the processor, not written into the code: for code that cannot be
   * written to, or that checks or changes itself. There are few registers, and data breakpoints
   * take them as well; one that finds none free fails with a sentence that names the limit.
   */
  readonly hardware?: boolean | undefined;
}

/** A line breakpoint as asked for. Lines count from 1. */
export interface SourceBreakpoint extends CodeBreakpoint {
  readonly line: number;
}

/** A breakpoint at a function's first line, by its name (`f`, `ns::f`, `module!f`). */
export interface FunctionBreakpoint extends BreakpointRules {
  readonly name: string;
}

/** A breakpoint at one instruction. */
export interface InstructionBreakpoint extends CodeBreakpoint {
  readonly address: Address;
}

/** What a data breakpoint watches for. */
export type DataAccess = "read" | "write" | "readWrite";

/** A breakpoint on memory. `dataId` comes from `Engine.dataBreakpointInfo`. */
export interface DataBreakpoint extends BreakpointRules {
  readonly dataId: string;
  readonly access: DataAccess;
}

/** What `Engine.dataBreakpointInfo` is asked about; names as in `Engine.evaluate`. */
export type DataBreakpointQuery =
  /** A member of a container, or without one an expression in the frame. */
  | {
      readonly name: string;
      readonly container?: ContainerId | undefined;
      readonly frame?: FrameId | undefined;
      readonly byteCount?: number | undefined;
    }
  | { readonly address: Address; readonly byteCount: number };

/** Whether something can be watched. */
export type DataBreakpointInfo =
  | {
      /** Stays valid until the debuggee ends. */
      readonly dataId: string;
      /** For people: what is watched, e.g. `counter (4 bytes at 0x5000)`. */
      readonly description: string;
      readonly accessTypes: readonly DataAccess[];
    }
  | { readonly dataId: null /** Why not: one sentence. */; readonly description: string };

/**
 * A breakpoint as it stands in the debuggee.
 *
 * The id is the engine's, and the same (file, line), function, address or data keeps its id for the
 * session; a hardware breakpoint there is another one.
 */
export interface BreakpointState {
  readonly id: number;
  readonly verified: boolean;
  /** Real line of a verified breakpoint, else the line asked for. Absent where none is known. */
  readonly line?: number | undefined;
  /** File of the line, for breakpoints that were not asked for by file. */
  readonly path?: string | undefined;
  readonly address?: Address | undefined;
  /**
   * Why it is not verified. `pending`: no loaded module knows the file yet, it may bind later.
   * `failed`: the module is there and has no code for the line, or the engine refused.
   */
  readonly problem?: "pending" | "failed" | undefined;
  /** One sentence for people, present whenever `problem` is. */
  readonly message?: string | undefined;
}
