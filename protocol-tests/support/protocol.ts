import type { DebugProtocol as Dap } from "@vscode/debugprotocol";

interface Pair<Q extends { arguments?: unknown }, R extends { body?: unknown }> {
  readonly args: Q["arguments"];
  readonly body: R["body"];
}

/** Arguments and reply body of every request that a client of ours sends. */
export interface Requests {
  initialize: { args: Dap.InitializeRequestArguments; body: Dap.Capabilities };
  launch: { args: Record<string, unknown>; body: undefined };
  attach: { args: Record<string, unknown>; body: undefined };
  restart: { args: { arguments?: Record<string, unknown> } | undefined; body: undefined };
  configurationDone: Pair<Dap.ConfigurationDoneRequest, Dap.ConfigurationDoneResponse>;
  disconnect: Pair<Dap.DisconnectRequest, Dap.DisconnectResponse>;
  terminate: Pair<Dap.TerminateRequest, Dap.TerminateResponse>;
  setBreakpoints: Pair<Dap.SetBreakpointsRequest, Dap.SetBreakpointsResponse>;
  setFunctionBreakpoints: Pair<
    Dap.SetFunctionBreakpointsRequest,
    Dap.SetFunctionBreakpointsResponse
  >;
  setExceptionBreakpoints: Pair<
    Dap.SetExceptionBreakpointsRequest,
    Dap.SetExceptionBreakpointsResponse
  >;
  setInstructionBreakpoints: Pair<
    Dap.SetInstructionBreakpointsRequest,
    Dap.SetInstructionBreakpointsResponse
  >;
  setDataBreakpoints: Pair<Dap.SetDataBreakpointsRequest, Dap.SetDataBreakpointsResponse>;
  dataBreakpointInfo: Pair<Dap.DataBreakpointInfoRequest, Dap.DataBreakpointInfoResponse>;
  breakpointLocations: Pair<Dap.BreakpointLocationsRequest, Dap.BreakpointLocationsResponse>;
  exceptionInfo: Pair<Dap.ExceptionInfoRequest, Dap.ExceptionInfoResponse>;
  continue: Pair<Dap.ContinueRequest, Dap.ContinueResponse>;
  next: Pair<Dap.NextRequest, Dap.NextResponse>;
  stepIn: Pair<Dap.StepInRequest, Dap.StepInResponse>;
  stepOut: Pair<Dap.StepOutRequest, Dap.StepOutResponse>;
  stepInTargets: Pair<Dap.StepInTargetsRequest, Dap.StepInTargetsResponse>;
  gotoTargets: Pair<Dap.GotoTargetsRequest, Dap.GotoTargetsResponse>;
  goto: Pair<Dap.GotoRequest, Dap.GotoResponse>;
  pause: Pair<Dap.PauseRequest, Dap.PauseResponse>;
  threads: Pair<Dap.ThreadsRequest, Dap.ThreadsResponse>;
  stackTrace: Pair<Dap.StackTraceRequest, Dap.StackTraceResponse>;
  scopes: Pair<Dap.ScopesRequest, Dap.ScopesResponse>;
  variables: Pair<Dap.VariablesRequest, Dap.VariablesResponse>;
  evaluate: Pair<Dap.EvaluateRequest, Dap.EvaluateResponse>;
  setVariable: Pair<Dap.SetVariableRequest, Dap.SetVariableResponse>;
  setExpression: Pair<Dap.SetExpressionRequest, Dap.SetExpressionResponse>;
  locations: Pair<Dap.LocationsRequest, Dap.LocationsResponse>;
  completions: Pair<Dap.CompletionsRequest, Dap.CompletionsResponse>;
  modules: Pair<Dap.ModulesRequest, Dap.ModulesResponse>;
  loadedSources: Pair<Dap.LoadedSourcesRequest, Dap.LoadedSourcesResponse>;
  source: Pair<Dap.SourceRequest, Dap.SourceResponse>;
  readMemory: Pair<Dap.ReadMemoryRequest, Dap.ReadMemoryResponse>;
  writeMemory: Pair<Dap.WriteMemoryRequest, Dap.WriteMemoryResponse>;
  disassemble: Pair<Dap.DisassembleRequest, Dap.DisassembleResponse>;
  cancel: Pair<Dap.CancelRequest, Dap.CancelResponse>;
}
export type Command = keyof Requests;

/** Bodies of the events an adapter sends. */
export interface Events {
  initialized: Dap.InitializedEvent["body"];
  stopped: Dap.StoppedEvent["body"];
  continued: Dap.ContinuedEvent["body"];
  exited: Dap.ExitedEvent["body"];
  terminated: Dap.TerminatedEvent["body"];
  thread: Dap.ThreadEvent["body"];
  output: Dap.OutputEvent["body"];
  breakpoint: Dap.BreakpointEvent["body"];
  module: Dap.ModuleEvent["body"];
  process: Dap.ProcessEvent["body"];
  capabilities: Dap.CapabilitiesEvent["body"];
  progressStart: Dap.ProgressStartEvent["body"];
  progressUpdate: Dap.ProgressUpdateEvent["body"];
  progressEnd: Dap.ProgressEndEvent["body"];
  invalidated: Dap.InvalidatedEvent["body"];
  memory: Dap.MemoryEvent["body"];
  loadedSource: Dap.LoadedSourceEvent["body"];
}
export type EventName = keyof Events;

/**
 * Events that steer the conversation. They form one list, in order, and a test has to account for
 * every one of them. All other events come when they like: each name has a list of its own.
 */
export const mainEvents: readonly string[] = [
  "initialized",
  "stopped",
  "continued",
  "exited",
  "terminated",
];

/** What a client shows of a refused request. */
export interface Refusal {
  /** `message` of the response, e.g. `notStopped`. */
  readonly message: string;
  readonly id: number | undefined;
  /** The sentence of `body.error.format`, its variables filled in. */
  readonly format: string;
  readonly showUser: boolean | undefined;
}

/** Reads the refusal out of a failed response. */
export function refusalOf(response: Dap.Response): Refusal {
  const error = (response.body as Dap.ErrorResponse["body"] | undefined)?.error;
  const format = (error?.format ?? "").replace(
    /\{(\w+)\}/g,
    (whole, name: string) => error?.variables?.[name] ?? whole,
  );
  return {
    message: response.message ?? "",
    id: error?.id,
    format,
    showUser: error?.showUser,
  };
}
