export type * from "./breakpoint-model.ts";
export type * from "./exception-model.ts";

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
  /** A process server serves several sessions at a time. */
  readonly sharedServers: boolean;
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

/** A dump to open: the file of a process as it was at some moment. All paths are of this machine. */
export interface DumpOptions {
  readonly dumpFile: string;
  /** The program that the dump was taken of. Absent: where the dump says. */
  readonly program?: string | undefined;
}

/** A debuggee that the engine holds. */
export interface Debuggee {
  /** Absent for a dump that does not tell. */
  readonly processId?: number | undefined;
  /** Image path where known, else the image name. */
  readonly name: string;
  readonly pointerSize: 4 | 8;
  readonly origin: "launched" | "attached" | "dump";
}

/** A process that the engine holds through a process server. */
export interface HeldProcess extends Debuggee {
  readonly processId: number;
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
  | { readonly kind: "goto" }
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

/** The lists of variables a frame has. Registers are of the frame's thread. */
export type ScopeKind = "arguments" | "locals" | "registers";

/** Those of a frame's lists that have something in them; both where they cannot be read. */
export interface FilledScopes {
  readonly arguments: boolean;
  readonly locals: boolean;
}

/** How values are written. */
export interface ValueFormat {
  readonly hex?: boolean | undefined;
}

/**
 * Names something expandable: pass it to `Engine.children`. Valid until the debuggee runs;
 * never reused within a session, so that a stale one is recognised.
 */
export type ContainerId = number;

/** Something of which `Engine.locate` can probably tell where the source has it. */
export type Location =
  /** A function, by its address. */
  | { readonly kind: "code"; readonly address: Address }
  /** The declaration of a variable, as its frame sees it. */
  | { readonly kind: "declaration"; readonly frame: FrameId; readonly name: string };

/** A line of a source file, by the path that the symbols record. Lines count from 1. */
export interface SourceLine {
  readonly path: string;
  readonly line: number;
}

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
  /** Whether it cannot be written to. */
  readonly readOnly?: boolean | undefined;
  /** Whether it is a base class of the container that it is in. */
  readonly baseClass?: boolean | undefined;
  /** Where the function is that it points to. Nothing was read for it. */
  readonly valueLocation?: Location | undefined;
  /** Where it is declared. Nothing was read for it. */
  readonly declaration?: Location | undefined;
}

/** A place where a thread can be made to go on. */
export interface GotoTarget {
  /** Valid until the debuggee runs. */
  readonly id: number;
  readonly label: string;
  readonly line: number;
  readonly address: Address;
}

/** A function that the current line calls. */
export interface StepInTarget {
  /** Valid until the debuggee runs; passed to `Engine.step`. */
  readonly id: number;
  readonly label: string;
}

/** A suggestion to go on with a text. */
export interface Completion {
  readonly label: string;
  /** What replaces the range; `label` when absent. */
  readonly text?: string | undefined;
  readonly kind: "variable" | "field" | "function" | "type" | "keyword" | "module" | "other";
  /** Range of the given text to replace, in UTF-16 code units from 0. */
  readonly start: number;
  readonly length: number;
}

/** A module of the debuggee. */
export interface ModuleInfo {
  /** The same for as long as the module is loaded. */
  readonly id: string;
  readonly name: string;
  readonly path?: string | undefined;
  readonly symbols: "loaded" | "none" | "notLoaded";
  readonly symbolFile?: string | undefined;
  readonly version?: string | undefined;
  readonly base?: Address | undefined;
  readonly byteCount?: number | undefined;
  /**
   * What its linker wrote to tell this build from all others, in the digits that symbol servers use:
   * the GNU build id, or GUID and age of the PDB. Absent until the engine has read it.
   */
  readonly buildId?: string | undefined;
}

/** One instruction of the debuggee, or one address without a readable one. */
export interface Instruction {
  readonly address: Address;
  /** Mnemonic and operands; empty when not valid. */
  readonly text: string;
  readonly bytes?: Uint8Array | undefined;
  /** Function, where the instruction is its first. */
  readonly symbol?: string | undefined;
  readonly source?: { readonly path: string; readonly line: number } | undefined;
  readonly valid: boolean;
}

/**
 * What one of the engine's own commands would do to the debuggee, so that a console can turn it into
 * the session's own verbs. `plain` does nothing to it; `refused` says in one sentence what to use
 * instead.
 */
export type CommandIntent =
  | { readonly kind: "plain" }
  | { readonly kind: "resume" }
  | { readonly kind: "step"; readonly step: StepKind; readonly granularity: StepGranularity }
  | { readonly kind: "pause" }
  | { readonly kind: "detach" }
  | { readonly kind: "kill" }
  | { readonly kind: "quit" }
  | { readonly kind: "restart" }
  | { readonly kind: "refused"; readonly hint: string };

/** A part of a list; both counts absent means all of it. */
export interface Page {
  readonly start?: number | undefined;
  readonly count?: number | undefined;
}
