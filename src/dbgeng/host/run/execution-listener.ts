import type { HostEvent } from "../../host-protocol.ts";
import type { Verdict } from "../breakpoints/hit-judge.ts";
import type { ExceptionEvent } from "./stop-event.ts";

/** Who hears of what the running debuggee does. */
export interface ExecutionListener {
  /** What the hit of an engine breakpoint comes to; undefined for a foreign one. */
  verdict(engineBreakpointId: number): Verdict | undefined;
  /** Gives up breakpoints that keep the debuggee from running. Answers whether there were any. */
  dropBadBreakpoints(): boolean;
  raise(event: HostEvent): void;
  /** Whether an exception is one to stop at, and not merely one of a storm of others. */
  isWanted(event: ExceptionEvent): boolean;
  /** A thread has stopped at an exception. */
  exception(threadId: number, event: ExceptionEvent): void;
  /** The debuggee leaves its stop: ids handed out there mean nothing any more. */
  moving(): void;
  /** A thread, by the engine's id, was put into the debuggee and has stopped it. */
  brokeIn(carrier: number): void;
  /** How long the running debuggee gets to stop by itself before it is interrupted. */
  stopPatienceMs(): number;
  /** Whether there is a breakpoint of the client's in the code at an address. */
  isBreakpoint(address: bigint): boolean;
  /** The stopped debuggee is about to be set in motion. */
  resuming(): void;
  /** The debuggee has created a process, which is held. */
  childCreated(): void;
  /** The debuggee ended. */
  exited(exitCode: number): void;
  /** The process server is gone. */
  serverLost(error: unknown): void;
  /** The engine failed in a way that nothing can be done about. */
  failed(error: unknown): void;
}
