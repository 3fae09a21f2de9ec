import { Status } from "../../native/constants.ts";
import type { ExecutionListener } from "./execution-listener.ts";
import type { Journey } from "./journey.ts";
import type { OwnEvents } from "./own-events.ts";
import type { Motion } from "./pump.ts";
import type { StepPause } from "./step-plan.ts";
import { type ExceptionEvent, isError, type StopEvent } from "./stop-event.ts";
import type { ToldStop } from "./tell-stop.ts";

/** Breakpoints that the engine sets for its own commands have ids from here on. */
const firstInternalId = 10_000;

/** What a stop means: the client's business, or only ours. */
export type Judgement =
  /** @param resumeWith How to go on from it. */
  | { readonly tell: ToldStop; readonly resumeWith?: Motion | undefined }
  /** @param carrier Engine id of the thread that carried the interrupt, if that was the stop. */
  | { readonly goOn: StepPause; readonly carrier?: number | undefined };

/** What stops are judged by. */
export interface StopView {
  readonly own: OwnEvents;
  readonly listener: Pick<ExecutionListener, "verdict" | "isWanted">;
  readonly journey: Pick<Journey, "owns" | "arrived"> | undefined;
  readonly pauseWanted: boolean;
}

/** The break-in of a pause, or of ours for a moment. */
export function judgeBreakIn({ pauseWanted }: StopView, carrier: number): Judgement {
  return pauseWanted ? { tell: { kind: "pause", carrier } } : { goOn: "interrupted", carrier };
}

/** Any other event that has stopped the debuggee. */
export function judgeStop(view: StopView, event: StopEvent): Judgement {
  if (event.type === "step") {
    return view.journey === undefined ? { tell: { kind: "step" } } : { goOn: "engineStep" };
  }
  if (event.type === "breakpoint") return judgeBreakpoint(view, event.id);
  if (event.type === "exception" && !view.own.isLeftOver(event)) return judgeException(view, event);
  return { goOn: "interrupted" };
}

function judgeBreakpoint({ listener, journey, pauseWanted }: StopView, id: number): Judgement {
  const verdict = listener.verdict(id);
  const { ids: breakpointIds = [], text } = verdict ?? {};
  const isUsers = verdict === undefined && id < firstInternalId;
  if (journey?.owns(id)) return { goOn: journey.arrived ? "arrived" : "interrupted" };
  if (breakpointIds.length > 0 || isUsers) {
    return { tell: { kind: "breakpoint", breakpointIds, text } };
  }
  if (pauseWanted) return { tell: { kind: "pause" } };
  if (verdict === undefined && journey === undefined) return { tell: { kind: "step" } };
  return { goOn: "interrupted" };
}

function judgeException({ listener, pauseWanted }: StopView, event: ExceptionEvent): Judgement {
  if (listener.isWanted(event)) {
    const resumeWith = isError(event) ? Status.GO_NOT_HANDLED : Status.GO;
    return { tell: { kind: "exception", event }, resumeWith };
  }
  return pauseWanted ? { tell: { kind: "pause" } } : { goOn: "interrupted" };
}
