/** An address in the debuggee. Always a bigint inside the program; `0x...` text only on the wire. */
export type Address = bigint;

/** The two debuggers that an engine can be. */
export type EngineKind = "dbgeng" | "gdb";

/** What this engine can do beyond the common ground. Fixed once the engine is open. */
export interface EngineFeatures {
  /** The debuggee can be left stopped when the session ends (`Engine.suspend`). */
  readonly suspendDebuggee: boolean;
  /** One thread can run while the others stay stopped. */
  readonly singleThread: boolean;
}

/** How to start a program. All paths are paths on the process server's machine. */
export interface LaunchOptions {
  readonly program: string;
  /** A list is passed literally, one argument each. A string is split by the engine's own rules. */
  readonly args: readonly string[] | string;
  /** Absent: the process server's own working directory. */
  readonly cwd?: string | undefined;
  /** Changes to the process server's own environment; null removes a variable. */
  readonly env?: Readonly<Record<string, string | null>> | undefined;
}

/** A debuggee that the engine holds. */
export interface Debuggee {
  readonly processId: number;
  /** Image path where known, else the image name. */
  readonly name: string;
  readonly pointerSize: 4 | 8;
  readonly origin: "launched" | "attached";
}

/** A process as a process server lists it. */
export interface ProcessInfo {
  readonly id: number;
  /** Image name without its folder. */
  readonly name: string;
  readonly user?: string | undefined;
  readonly commandLine?: string | undefined;
}

/** A thread. The id is the operating system's and stays the same over the session. */
export interface ThreadInfo {
  readonly id: number;
  readonly name: string;
}

/** Why the debuggee stopped. */
export type StopReason =
  | { readonly kind: "entry" }
  | { readonly kind: "step" }
  | { readonly kind: "pause" }
  | { readonly kind: "breakpoint"; readonly breakpointIds: readonly number[] }
  | { readonly kind: "exception"; readonly name: string };

/** A stop of the debuggee; all threads are stopped. */
export interface Stop {
  readonly threadId: number;
  readonly reason: StopReason;
  /** One line for people, where there is more to say than the reason. */
  readonly text?: string | undefined;
}

/** How far a step goes. */
export type StepKind = "over" | "into" | "out";
export type StepGranularity = "statement" | "line" | "instruction";

/** A line breakpoint as asked for. Lines count from 1. */
export interface SourceBreakpoint {
  readonly line: number;
}

/**
 * A line breakpoint as it stands in the debuggee.
 *
 * The id is the engine's, and the same (file, line) keeps its id for the session.
 */
export interface BreakpointState {
  readonly id: number;
  readonly verified: boolean;
  /** Real line of a verified breakpoint, else the line asked for. */
  readonly line: number;
  /**
   * Why it is not verified. `pending`: no loaded module knows the file yet, it may bind later.
   * `failed`: the module is there and has no code for the line, or the engine refused.
   */
  readonly problem?: "pending" | "failed" | undefined;
  /** One sentence for people, present whenever `problem` is. */
  readonly message?: string | undefined;
}

/** Names one stack frame. Level 0 is the innermost. Valid until the debuggee runs. */
export interface FrameId {
  readonly threadId: number;
  readonly level: number;
}

/** One stack frame. */
export interface FrameInfo {
  readonly level: number;
  /** Function name, or the module or address where the function is not known. */
  readonly name: string;
  readonly address: Address;
  readonly module?: string | undefined;
  /** Source position, present when the symbols know one. The path is as recorded in the symbols. */
  readonly source?: { readonly path: string; readonly line: number } | undefined;
}

/** A window of the stack. */
export interface StackWindow {
  readonly frames: readonly FrameInfo[];
  /** Number of all frames; absent when the engine would have to walk the whole stack to know. */
  readonly total?: number | undefined;
}

/** The two lists of variables a frame has. */
export type ScopeKind = "arguments" | "locals";

/**
 * Names something expandable: pass it to `Engine.children`. Valid until the debuggee runs;
 * never reused within a session, so that a stale one is recognised.
 */
export type ContainerId = number;

/** A variable, a member, an element, or the result of an expression. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type?: string | undefined;
  /** Expression that gives this variable again in `Engine.evaluate` in the same frame. */
  readonly evaluateName?: string | undefined;
  /** Present when there is something to expand. Nothing of it was read yet. */
  readonly children?: ContainerId | undefined;
  /** Number of elements, when the children are numbered (arrays). */
  readonly indexedCount?: number | undefined;
  /** For a pointer where it points, for other things where they are. */
  readonly memory?: Address | undefined;
}

/** A part of a list; both counts absent means all of it. */
export interface Page {
  readonly start?: number | undefined;
  readonly count?: number | undefined;
}
