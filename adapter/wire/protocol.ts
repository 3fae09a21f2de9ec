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
  setBreakpoints: Dap.SetBreakpointsResponse["body"];
  setExceptionBreakpoints: Dap.SetExceptionBreakpointsResponse["body"];
  threads: Dap.ThreadsResponse["body"];
  stackTrace: Dap.StackTraceResponse["body"];
  scopes: Dap.ScopesResponse["body"];
  variables: Dap.VariablesResponse["body"];
  evaluate: Dap.EvaluateResponse["body"];
  continue: Dap.ContinueResponse["body"];
  next: undefined;
  stepIn: undefined;
  stepOut: undefined;
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
  output: Dap.OutputEvent["body"];
  invalidated: Dap.InvalidatedEvent["body"];
  exited: Dap.ExitedEvent["body"];
  terminated: undefined;
}
export type EventName = keyof Events;
