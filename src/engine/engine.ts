import type { EngineListener } from "./events.ts";
import type {
  Address,
  BreakpointState,
  CommandIntent,
  Completion,
  ContainerId,
  DataBreakpoint,
  DataBreakpointInfo,
  DataBreakpointQuery,
  Debuggee,
  DumpOptions,
  EngineFeatures,
  EngineKind,
  ExceptionFilter,
  ExceptionFilterChoice,
  ExceptionFilterState,
  ExceptionInfo,
  FilledScopes,
  FrameId,
  FunctionBreakpoint,
  GotoTarget,
  HeldProcess,
  Instruction,
  InstructionBreakpoint,
  LaunchOptions,
  Location,
  ModuleInfo,
  Page,
  ScopeKind,
  SourceBreakpoint,
  SourceLine,
  StackWindow,
  StepGranularity,
  StepInTarget,
  StepKind,
  ThreadInfo,
  ValueFormat,
  Variable,
} from "./model.ts";
import type {
  ProcessServerConnection,
  StartedProcessServer,
  StartProcessServerOptions,
} from "./process-server.ts";

/** Where an engine is found and how it is set up. Absent paths are searched for. */
export interface EngineOptions {
  readonly dbgengPath?: string | undefined;
  readonly gdbPath?: string | undefined;
  readonly winePath?: string | undefined;
  /** Folders with symbols, on this machine. */
  readonly symbolPath?: readonly string[] | undefined;
  /** Files with visualizers (NatVis) on this machine; what cannot be loaded is told as output. */
  readonly visualizerFiles?: readonly string[] | undefined;
  /** Engine commands to run as soon as the engine can take them; their output is `engine` output. */
  readonly initCommands?: readonly string[] | undefined;
  /**
   * `startEmbeddedServer` will be called, without a terminal: an engine may begin with it at once.
   */
  readonly embedsServer?: boolean | undefined;
  /** Processes that the debuggee starts are to be told, where that takes something. */
  readonly followChildren?: boolean | undefined;
  /** One line for the log; must not throw. */
  readonly log?: ((line: string) => void) | undefined;
}

/** How the embedded process server is to be run. */
export interface EmbeddedServerOptions {
  /**
   * Runs a command in a terminal of the client, for a debuggee that needs one. Absent: the server
   * runs without a terminal and the debuggee's output arrives as `output` events.
   */
  readonly runInTerminal?:
    | ((command: { args: string[]; cwd: string; env: Record<string, string> }) => Promise<void>)
    | undefined;
}

/**
 * One debugger with at most one debuggee. `DbgengEngine` and `GdbEngine` implement it; the adapter
 * knows no other way in.
 *
 * Promises common to all calls:
 * - Failures are {@link EngineError}; a call that needs a stopped debuggee rejects with `notStopped`
 *   at once while it runs. No call ever waits for the debuggee to stop by itself.
 * - Calls may overlap; the engine puts them in order. `interrupt`, `threads`, `kill`, `detach` and
 *   `close` overtake whatever else is in progress.
 * - Calls that set the debuggee in motion resolve once it runs. The stop that follows is an event.
 * - After `lost` every call but `close` rejects with `lost`.
 */
export interface Engine {
  readonly kind: EngineKind;
  /** Name and version of the debugger, for people. */
  readonly version: string;
  /** The exceptions it can stop at, in the order to show them. Fixed once the engine is open. */
  readonly exceptionFilters: readonly ExceptionFilter[];
  readonly features: EngineFeatures;

  /** Registers the only listener. Events raised before this call are delivered late, in order. */
  listen(listener: EngineListener): void;

  /**
   * Starts a process server for others to use. It lives in, or below, this engine's process, until
   * it is ended from outside, by `end()` or by `close()`.
   * @throws {EngineError} `badInput` for a transport that cannot work, `refused` for a port in use.
   */
  startProcessServer(options: StartProcessServerOptions): Promise<StartedProcessServer>;

  /**
   * Waits for the server of `startProcessServer` to end.
   * @param timeoutMs Gives up after this time; absent: waits without limit.
   * @returns false when the time was up first.
   */
  waitForProcessServerEnd(timeoutMs?: number): Promise<boolean>;

  /**
   * Starts a process server of the session's own on this machine: loopback only, with a random
   * password where the engine has one, in a process that outlives this one. Once the session is
   * over it lives for as long as a debuggee it started lives, then ends by itself.
   * @returns the connection string to pass to `connectProcessServer`.
   */
  startEmbeddedServer(options: EmbeddedServerOptions): Promise<string>;

  /**
   * Connects to a process server.
   * @throws {EngineError} `badInput`, `unreachable` (nobody there, or a server of another kind) or
   * `refused` (password, server busy).
   */
  connectProcessServer(connectionString: string): Promise<ProcessServerConnection>;

  /**
   * Starts a program through the connection and holds it before any of its own code runs.
   * Breakpoints of an earlier debuggee are kept and bound again.
   */
  launch(connection: ProcessServerConnection, options: LaunchOptions): Promise<HeldProcess>;

  /** Attaches to a process through the connection and holds it. */
  attach(connection: ProcessServerConnection, processId: number): Promise<HeldProcess>;

  /**
   * Opens a dump to look into; no process server has to do with it. It can be read like a stopped
   * debuggee. There is no process to run or to change: an expression or command that would do so is
   * refused, and no other call that would is made. `detach` and `kill` have nothing to do.
   * @throws {EngineError} `badInput` naming what is wrong with a file.
   */
  openDump(options: DumpOptions): Promise<Debuggee>;

  /**
   * Lets a held debuggee go. With `stopAtEntry` a launched one stops in `main` (where symbols know
   * none, at the entry point) with reason `entry`; an attached one reports `entry` where it is. A
   * dump in any case reports what it was taken at: `exception`, or `pause` where nothing had happened.
   */
  start(options: { stopAtEntry: boolean }): Promise<void>;

  /** Lets the debuggee run. @param threadId Runs this thread alone, where the engine can. */
  resume(threadId?: number): Promise<void>;

  /**
   * Steps one thread. The stop is an event with reason `step`, or what else came first.
   * @param options.alone Keeps the other threads stopped, where the engine can.
   * @param options.targetId A `stepInTargets` id: steps into that call of the line only.
   */
  step(
    threadId: number,
    kind: StepKind,
    granularity: StepGranularity,
    options?: { readonly alone?: boolean | undefined; readonly targetId?: number | undefined },
  ): Promise<void>;

  /** The functions that the frame's current line is still to call. May be empty. */
  stepInTargets(frame: FrameId): Promise<readonly StepInTarget[]>;

  /** Places on a line where the stopped debuggee could be made to go on. */
  gotoTargets(path: string, line: number): Promise<readonly GotoTarget[]>;

  /**
   * Makes a thread go on at a place, without running anything in between. Raises `stopped` with
   * reason `goto`.
   */
  goTo(threadId: number, targetId: number): Promise<void>;

  /**
   * Asks the debuggee to stop (reason `pause`). Does nothing when it is stopped.
   * @param threadId The thread that the stop is to be told of, if the debuggee has it.
   */
  interrupt(threadId?: number): Promise<void>;

  /**
   * Makes the breakpoints of one source file equal to the list; answers in the same order. Works
   * before `launch` (pending), stopped, and running (without a visible stop).
   * @param path The file as recorded in the symbols; both slash styles.
   */
  setSourceBreakpoints(
    path: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BreakpointState[]>;

  /** Like `setSourceBreakpoints`, for all breakpoints on functions. */
  setFunctionBreakpoints(
    breakpoints: readonly FunctionBreakpoint[],
  ): Promise<readonly BreakpointState[]>;

  /** Like `setSourceBreakpoints`, for all breakpoints on instructions. */
  setInstructionBreakpoints(
    breakpoints: readonly InstructionBreakpoint[],
  ): Promise<readonly BreakpointState[]>;

  /**
   * Like `setSourceBreakpoints`, for all breakpoints on data. What the processor cannot watch (a
   * fifth one, an odd size) fails with a sentence that names the limit.
   */
  setDataBreakpoints(breakpoints: readonly DataBreakpoint[]): Promise<readonly BreakpointState[]>;

  /** Says whether a variable, an expression or an address can be watched, and how. */
  dataBreakpointInfo(query: DataBreakpointQuery): Promise<DataBreakpointInfo>;

  /** Lines with code from the first to the last line (both included), ascending. */
  breakpointLocations(
    path: string,
    firstLine: number,
    lastLine: number,
  ): Promise<readonly number[]>;

  /** Makes the filters that are on equal to the list; answers in the same order. */
  setExceptionFilters(
    choices: readonly ExceptionFilterChoice[],
  ): Promise<readonly ExceptionFilterState[]>;

  /**
   * Describes the exception that a thread has stopped at.
   * @throws {EngineError} `notFound` when it has not stopped at one.
   */
  exceptionInfo(threadId: number): Promise<ExceptionInfo>;

  /** All threads. While the debuggee runs: the last known ones. Never rejects before `lost`. */
  threads(): Promise<readonly ThreadInfo[]>;

  /** Frames of a stopped thread, innermost first. */
  stack(threadId: number, page: Page): Promise<StackWindow>;

  /**
   * Whether a frame has arguments and locals, as far as its symbols tell. What is read for it serves
   * the `variables` that follow.
   */
  filledScopes(frame: FrameId): Promise<FilledScopes>;

  /** Arguments, locals or registers of a frame. */
  variables(frame: FrameId, scope: ScopeKind, format?: ValueFormat): Promise<readonly Variable[]>;

  /** Members, elements, or what a pointer points to. Past the end: an empty list. */
  children(container: ContainerId, page: Page, format?: ValueFormat): Promise<readonly Variable[]>;

  /**
   * Evaluates an expression of the debuggee's language.
   * @param frame Where names are looked up; absent: globals only, in the last stopped thread.
   * @throws {EngineError} `notFound` with the engine's explanation when it cannot be evaluated.
   */
  evaluate(expression: string, frame?: FrameId, format?: ValueFormat): Promise<Variable>;

  /**
   * Where the source has something that a variable named.
   * @throws {EngineError} `notFound` when the symbols do not tell.
   */
  locate(location: Location): Promise<SourceLine>;

  /** The whole text of an expression's value, nothing cut short. */
  evaluateFully(expression: string, frame?: FrameId, format?: ValueFormat): Promise<string>;

  /**
   * Writes a value and answers what is there afterwards, read anew.
   * @param owner The frame and scope, or the container, that the name belongs to.
   * @throws {EngineError} `badInput` when the value does not fit, `refused` when it is read-only.
   */
  setVariable(
    owner: ContainerId | { readonly frame: FrameId; readonly scope: ScopeKind },
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable>;

  /** Writes a value to what an expression names, and answers what is there afterwards. */
  setExpression(
    expression: string,
    value: string,
    frame?: FrameId,
    format?: ValueFormat,
  ): Promise<Variable>;

  /**
   * Suggests how to go on with a text, in the order to show them: what is nearest to the frame first.
   * @param column Where the caret is: UTF-16 code units from 0.
   * @param language What the text is: an expression, or one of the engine's own commands.
   */
  completions(
    text: string,
    column: number,
    language: "expression" | "command",
    frame?: FrameId,
  ): Promise<readonly Completion[]>;

  /** All modules of the debuggee. While it runs: the last known ones. */
  modules(): Promise<readonly ModuleInfo[]>;

  /** All source files that the symbols of the debuggee name, as recorded there. */
  sourceFiles(): Promise<readonly string[]>;

  /** Reads memory; shorter, possibly empty, when the range runs into unreadable memory. */
  readMemory(address: Address, byteCount: number): Promise<Uint8Array>;

  /**
   * Writes memory.
   * @returns how many bytes were written; fewer when the range runs into unwritable memory.
   */
  writeMemory(address: Address, bytes: Uint8Array): Promise<number>;

  /**
   * Exactly `count` instructions, the first one `offset` instructions from the address (negative:
   * before it). Where there are none, entries that are not valid.
   */
  disassemble(address: Address, offset: number, count: number): Promise<readonly Instruction[]>;

  /** What a command of the engine would do to the debuggee; asks nobody. */
  intentOf(command: string): CommandIntent;

  /** Runs one of the engine's own commands and answers its output. */
  command(text: string, frame?: FrameId): Promise<string>;

  /**
   * Leaves the debuggee running unharmed, whatever state it is in: breakpoints and single-step
   * flags removed, pending break-ins consumed. Does nothing when there is no debuggee.
   */
  detach(): Promise<void>;

  /**
   * Says what has become of a process that `childStarted` has told of: another session follows it, or
   * none does, so that it must not wait any more. Children of which this was not said by the end of the
   * debuggee's session do not wait either.
   */
  settleChild(processId: number, followed: boolean): Promise<void>;

  /** Leaves the debuggee stopped for another debugger. Only with `features.suspendDebuggee`. */
  suspend(): Promise<void>;

  /**
   * Ends the debuggee, launched or attached, and resolves when it is gone. `exited` says that it was
   * killed.
   */
  kill(): Promise<void>;

  /**
   * Ends the engine's own processes. A debuggee still held is treated as at a vanished client:
   * launched ends, attached is detached. Safe to call twice, resolves within two seconds.
   */
  close(): Promise<void>;
}
