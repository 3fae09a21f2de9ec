import { ResponseError } from "vscode-jsonrpc/node";
import type { Engine } from "../engine/engine.ts";
import { EngineError, type EngineFailure } from "../engine/errors.ts";
import type { EngineEvent } from "../engine/events.ts";
import type {
  Address,
  Debuggee,
  DumpOptions,
  FrameId,
  HeldProcess,
  LaunchOptions,
  ProcessInfo,
  ThreadInfo,
  ValueFormat,
  Variable,
} from "../engine/model.ts";

/** dbgeng's name of a connection to a process server. A raw pointer: never used after it is spent. */
export type ServerHandle = bigint;

/** What the engine is told before anything else. Paths are the host's. */
export interface HostSetup {
  readonly symbolPath: readonly string[];
  /** Files with visualizers, as their user knows them and as the host does. */
  readonly visualizerFiles: readonly { readonly name: string; readonly path: string }[];
  readonly initCommands: readonly string[];
  readonly underWine: boolean;
  /** Processes that the debuggee starts are told, and wait until they are attached to. */
  readonly followChildren?: boolean | undefined;
}

/** The variables of a frame. */
export interface FrameScopes {
  readonly arguments: readonly Variable[];
  readonly locals: readonly Variable[];
}

/** The calls of `Engine` that set the debuggee in motion, stop it or let it go. */
export type MotionCall =
  | "start"
  | "resume"
  | "step"
  | "goTo"
  | "interrupt"
  | "command"
  | "detach"
  | "suspend"
  | "kill";

/** Those that concern breakpoints and exceptions. */
export type BreakpointCall =
  | "setSourceBreakpoints"
  | "setFunctionBreakpoints"
  | "setInstructionBreakpoints"
  | "setDataBreakpoints"
  | "dataBreakpointInfo"
  | "breakpointLocations"
  | "setExceptionFilters"
  | "exceptionInfo";

/** Those that look into a stopped debuggee, or write to it. */
export type InspectionCall =
  | "stack"
  | "variables"
  | "children"
  | "evaluate"
  | "evaluateFully"
  | "locate"
  | "setVariable"
  | "setExpression"
  | "completions"
  | "sourceFiles"
  | "readMemory"
  | "writeMemory"
  | "disassemble"
  | "stepInTargets"
  | "gotoTargets";

/** The calls of `Engine` that the host carries out just as they are. */
export type DebuggeeCall = MotionCall | BreakpointCall | InspectionCall;

/** What the adapter can ask of the engine host about process servers. */
export interface ServerCalls {
  connectProcessServer(connectionString: string): ServerHandle;
  /** Has processes run that `childStarted` has told of and nobody takes care of. */
  freeChildren(handle: ServerHandle): void;
  disconnectProcessServer(handle: ServerHandle): void;
  endProcessServer(handle: ServerHandle): void;
  runningProcesses(handle: ServerHandle): readonly ProcessInfo[];
  startProcessServer(transport: string): void;
  waitForProcessServerEnd(timeoutMs?: number): Promise<boolean>;
}

/** What it can ask about processes that become the debuggee, or must not be forgotten. */
export interface ProcessCalls {
  launch(handle: ServerHandle, options: LaunchOptions): HeldProcess;
  attach(handle: ServerHandle, processId: number): HeldProcess;
  /** @param dump Its paths are the host's. */
  openDump(dump: DumpOptions): Debuggee;
  /** A process that `childStarted` has told of is taken care of. */
  forgetChild(processId: number): void;
  /** Attaches to a process that a host has left behind, puts it right and detaches. */
  rescue(connectionString: string, processId: number, places: readonly CodePlace[]): void;
}

/** All that the adapter can ask of the engine host: the calls of `Engine`, by their names, and more. */
export type HostCalls = {
  readonly [Name in DebuggeeCall]: (
    ...args: Parameters<Engine[Name]>
  ) => Awaited<ReturnType<Engine[Name]>>;
} & ServerCalls &
  ProcessCalls & {
    setUp(setup: HostSetup): void;
    /** Does nothing: its answer says that the engine's thread is free. */
    ping(): void;
    /** Both scopes of a frame whose variables the engine lists together. */
    frameVariables(frame: FrameId, format?: ValueFormat): FrameScopes;
    /** How many of the engine's objects this host has and has not given back. */
    objectsInUse(): number;
    /**
     * Repeats another call inside the host. One that sets the debuggee in motion lasts until it stops.
     * @returns how long each round took, in milliseconds: the engine's own time and the host's,
     * without the link.
     */
    measure(
      call: DebuggeeCall | "frameVariables",
      args: readonly unknown[],
      rounds: number,
    ): Promise<readonly number[]>;
    /** Ends or detaches what is still held, leaves the process servers and ends the host. */
    farewell(): void;
  };
export type HostCall = keyof HostCalls;

/** An address with a breakpoint, and the byte of code that belongs there. */
export interface CodePlace {
  readonly address: Address;
  readonly original: number;
}

/**
 * What the host tells without being asked. `threads` comes before the stop that found them; `places`
 * are all the breakpoints in the debuggee's code, for whoever has to clean up after a killed host.
 */
export type HostEvent =
  | EngineEvent
  | { readonly type: "threads"; readonly threads: readonly ThreadInfo[] }
  | { readonly type: "places"; readonly places: readonly CodePlace[] };

/** Name of the notification that carries a {@link HostEvent}. */
export const eventNotification = "event";

/** Environment variables that tell a host where its adapter listens, and prove who it is. */
export const linkVariables = { port: "PSDAP_LINK_PORT", secret: "PSDAP_LINK_SECRET" } as const;

/**
 * What a socket of a host is for; it says the first letter after the secret. Calls may have to wait
 * for the engine. The guard carries nothing, and tells by its end that the adapter is gone.
 */
export const linkRoles = ["calls", "guard"] as const;
export type LinkRole = (typeof linkRoles)[number];

/**
 * Requests to the embedded process server: its transport, a debuggee that it has started, and the end
 * of all of those.
 */
export const embeddedCalls = { serve: "serve", ward: "ward", endWards: "endWards" } as const;

interface Failure {
  readonly failure: EngineFailure;
  readonly native?: string | undefined;
}

/** Any error as the link carries it. */
export function toResponseError(error: unknown): ResponseError<Failure> {
  const message = error instanceof Error ? error.message : String(error);
  const { failure, native } =
    error instanceof EngineError ? error : { failure: "native" as const, native: undefined };
  return new ResponseError(1, message, { failure, native });
}

/** The error that the other end of the link reported. */
export function fromResponseError(error: ResponseError<Failure>): EngineError {
  const { failure, native } = error.data ?? { failure: "native" };
  return new EngineError(failure, error.message, { ...(native && { native }), cause: error });
}
