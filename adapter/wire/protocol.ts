import type { DebugProtocol as Dap } from "@vscode/debugprotocol";

/** The requests that this adapter answers, with the body of each reply. */
export interface Replies {
  initialize: Dap.InitializeResponse["body"];
  launch: undefined;
  attach: undefined;
  configurationDone: undefined;
  disconnect: undefined;
  terminate: undefined;
  restart: undefined;
  cancel: undefined;
  setBreakpoints: Dap.SetBreakpointsResponse["body"];
  setFunctionBreakpoints: Dap.SetFunctionBreakpointsResponse["body"];
  setInstructionBreakpoints: Dap.SetInstructionBreakpointsResponse["body"];
  setDataBreakpoints: Dap.SetDataBreakpointsResponse["body"];
  dataBreakpointInfo: Dap.DataBreakpointInfoResponse["body"];
  setExceptionBreakpoints: Dap.SetExceptionBreakpointsResponse["body"];
  breakpointLocations: Dap.BreakpointLocationsResponse["body"];
  exceptionInfo: Dap.ExceptionInfoResponse["body"];
  threads: Dap.ThreadsResponse["body"];
  stackTrace: Dap.StackTraceResponse["body"];
  scopes: Dap.ScopesResponse["body"];
  variables: Dap.VariablesResponse["body"];
  setVariable: Dap.SetVariableResponse["body"];
  setExpression: Dap.SetExpressionResponse["body"];
  evaluate: Dap.EvaluateResponse["body"];
  locations: Dap.LocationsResponse["body"];
  completions: Dap.CompletionsResponse["body"];
  modules: Dap.ModulesResponse["body"];
  loadedSources: Dap.LoadedSourcesResponse["body"];
  source: Dap.SourceResponse["body"];
  readMemory: Dap.ReadMemoryResponse["body"];
  writeMemory: Dap.WriteMemoryResponse["body"];
  disassemble: Dap.DisassembleResponse["body"];
  continue: Dap.ContinueResponse["body"];
  next: undefined;
  stepIn: undefined;
  stepInTargets: Dap.StepInTargetsResponse["body"];
  stepOut: undefined;
  gotoTargets: Dap.GotoTargetsResponse["body"];
  goto: undefined;
  pause: undefined;
}
export type Command = keyof Replies;

/** The events that this adapter sends, with their bodies. */
export interface Events {
  initialized: undefined;
  capabilities: Dap.CapabilitiesEvent["body"];
  process: Dap.ProcessEvent["body"];
  stopped: Dap.StoppedEvent["body"];
  continued: Dap.ContinuedEvent["body"];
  thread: Dap.ThreadEvent["body"];
  breakpoint: Dap.BreakpointEvent["body"];
  module: Dap.ModuleEvent["body"];
  output: Dap.OutputEvent["body"];
  invalidated: Dap.InvalidatedEvent["body"];
  memory: Dap.MemoryEvent["body"];
  progressStart: Dap.ProgressStartEvent["body"];
  progressUpdate: Dap.ProgressUpdateEvent["body"];
  progressEnd: Dap.ProgressEndEvent["body"];
  exited: Dap.ExitedEvent["body"];
  terminated: undefined;
}
export type EventName = keyof Events;
