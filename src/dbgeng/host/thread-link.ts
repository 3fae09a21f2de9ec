import { EngineError, type EngineFailure } from "../../engine/errors.ts";
import type { HostCall, HostEvent } from "../host-protocol.ts";

/** A call, from the host's main thread to the engine's thread. */
export interface ThreadCall {
  readonly id: number;
  readonly call: HostCall;
  readonly args: readonly unknown[];
}

/** What crosses from thread to thread of an error. */
export interface ThreadFailure {
  readonly failure: EngineFailure;
  readonly message: string;
  readonly native?: string | undefined;
}

/** What the engine's thread says: the answer to a call, or an event. */
export type ThreadMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: ThreadFailure }
  | { readonly event: HostEvent };

/** Any error as it crosses. */
export function toThreadFailure(error: unknown): ThreadFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof EngineError)) return { failure: "native", message };
  return { failure: error.failure, message, native: error.native };
}

/** The error that crossed. */
export function fromThreadFailure({ failure, message, native }: ThreadFailure): EngineError {
  return new EngineError(failure, message, native === undefined ? {} : { native });
}
