import type { HostEvent } from "../host-protocol.ts";

/** Who hears of what the running debuggee does. */
export interface ExecutionListener {
  /** Ids of the client's breakpoints at an engine breakpoint; undefined for a foreign one. */
  breakpointIds(engineBreakpointId: number): readonly number[] | undefined;
  /** Gives up breakpoints that keep the debuggee from running. Answers whether there were any. */
  dropBadBreakpoints(): boolean;
  raise(event: HostEvent): void;
  /** The debuggee leaves its stop: ids handed out there mean nothing any more. */
  moving(): void;
  /** The debuggee ended. */
  exited(exitCode: number): void;
  /** The process server is gone. */
  serverLost(error: unknown): void;
  /** The engine failed in a way that nothing can be done about. */
  failed(error: unknown): void;
}
