import type { Stop } from "../../../engine/model.ts";
import type { DebugSystemObjects } from "../../native/debug-system-objects.ts";
import { type ExceptionEvent, exceptionStop } from "./stop-event.ts";
import type { Threads } from "./threads.ts";

/** A stop that is the client's business. */
export type ToldStop = {
  /**
   * Engine id of the thread that Windows put into the debuggee to stop it, if that was what stopped
   * it. Such a thread is nobody's business: it is not listed, and no stop is told of it.
   */
  readonly carrier?: number | undefined;
} & (
  | { readonly kind: "pause" }
  | {
      readonly kind: "breakpoint";
      readonly breakpointIds: readonly number[];
      readonly text?: string | undefined;
    }
  | { readonly kind: "exception"; readonly event: ExceptionEvent }
  | {
      readonly kind: "step" | "entry" | "goto";
      /** Engine id of the thread that got there; absent: the one that stopped the debuggee. */
      readonly thread?: number | undefined;
    }
);

/** Reads the threads of the stopped debuggee, works out which one a stop is about and selects it. */
export function stopToTell(
  system: Pick<DebugSystemObjects, "eventThread">,
  threads: Threads,
  told: ToldStop,
): Stop {
  threads.refresh(told.carrier);
  const threadId = threadOf(system, threads, told) ?? threads.selected;
  threads.select(threadId);
  return toStop(threadId, told);
}

function threadOf(
  system: Pick<DebugSystemObjects, "eventThread">,
  threads: Threads,
  told: ToldStop,
): number | undefined {
  if (told.kind === "pause") return undefined;
  const thread = "thread" in told ? told.thread : undefined;
  return threads.systemIdOf(thread ?? system.eventThread());
}

function toStop(threadId: number, told: ToldStop): Stop {
  switch (told.kind) {
    case "breakpoint": {
      const { breakpointIds, text } = told;
      return { threadId, reason: { kind: "breakpoint", breakpointIds }, ...(text && { text }) };
    }
    case "exception":
      return exceptionStop(threadId, told.event);
    default:
      return { threadId, reason: { kind: told.kind } };
  }
}
