import type { Stop } from "../../engine/model.ts";
import type { DebugSystemObjects } from "../native/debug-system-objects.ts";
import { exceptionStop, type StopEvent } from "./stop-event.ts";
import type { Threads } from "./threads.ts";

/** A stop that is the client's business. */
export type ToldStop =
  | { readonly kind: "pause" }
  | { readonly kind: "breakpoint"; readonly breakpointIds: readonly number[] }
  | { readonly kind: "exception"; readonly event: Extract<StopEvent, { type: "exception" }> }
  | {
      readonly kind: "step" | "entry";
      /** Engine id of the thread that got there; absent: the one that stopped the debuggee. */
      readonly thread?: number | undefined;
    };

/**
 * Works out which thread a stop is about and reports it. The thread that Windows puts into the
 * debuggee to stop it is nobody's business: it is not listed, and never the one.
 */
export function tellStop(
  system: Pick<DebugSystemObjects, "eventThread">,
  threads: Threads,
  stop: ToldStop,
  tell: (stop: Stop) => void,
): void {
  const event = system.eventThread();
  const thread = ("thread" in stop ? stop.thread : undefined) ?? event;
  const isInjected = stop.kind === "pause" || thread !== event;
  threads.refresh(isInjected ? event : undefined);
  const threadId =
    stop.kind === "pause" ? threads.selected : (threads.systemIdOf(thread) ?? threads.selected);
  threads.select(threadId);
  tell(toStop(threadId, stop));
}

function toStop(threadId: number, stop: ToldStop): Stop {
  switch (stop.kind) {
    case "breakpoint":
      return { threadId, reason: { kind: "breakpoint", breakpointIds: stop.breakpointIds } };
    case "exception":
      return exceptionStop(threadId, stop.event);
    default:
      return { threadId, reason: { kind: stop.kind } };
  }
}
