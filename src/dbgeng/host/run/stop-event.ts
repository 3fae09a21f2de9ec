import type { Stop } from "../../../engine/model.ts";
import { EventType } from "../../native/constants.ts";
import type { LastEvent } from "../../native/debug-control.ts";
import { type ExceptionRecord, readExceptionRecord } from "../../native/event-structs.ts";
import { structSize } from "../../native/structs.ts";
import { exceptionName } from "./exception-name.ts";

/** The engine's last event, as far as the engine host tells them apart. */
export type StopEvent =
  | { readonly type: "step" }
  | { readonly type: "breakpoint"; readonly id: number }
  | ExceptionEvent
  | { readonly type: "exit" }
  /** The debuggee has created a process, which has not run yet and is the current one. */
  | { readonly type: "child" }
  /** Not an event: the debuggee was about to be resumed, and stands where it stood. */
  | { readonly type: "held" }
  | { readonly type: "other" };

/** An exception in the debuggee. */
export interface ExceptionEvent {
  readonly type: "exception";
  readonly record: ExceptionRecord;
  readonly firstChance: boolean;
  readonly text: string;
}

/** Reads the last event. */
export function readStopEvent({ type, extra, text }: LastEvent): StopEvent {
  switch (type) {
    case EventType.NONE:
      return { type: "step" };
    case EventType.BREAKPOINT:
      return { type: "breakpoint", id: extra.readUInt32LE(0) };
    case EventType.EXCEPTION:
      return {
        type: "exception",
        record: readExceptionRecord(extra),
        firstChance: extra.readUInt32LE(structSize.exceptionRecord) !== 0,
        text,
      };
    case EventType.CREATE_PROCESS:
      return { type: "child" };
    case EventType.EXIT_PROCESS:
      return { type: "exit" };
    default:
      return { type: "other" };
  }
}

/** Codes that mean "stop here" rather than that something went wrong. winnt.h */
export const breakInstruction = 0x80000003;
/** What a thread reports after one instruction, when its trap flag is set. */
export const singleStep = 0x80000004;

/** Whether it is an exception that the debuggee must get, to handle it or to die of it. */
export function isError(event: StopEvent): event is ExceptionEvent {
  if (event.type !== "exception") return false;
  return event.record.code !== breakInstruction && event.record.code !== singleStep;
}

/** The stop to report for an exception. */
export function exceptionStop(threadId: number, { record, firstChance }: ExceptionEvent): Stop {
  const name = exceptionName(record.code);
  const chance = firstChance ? "" : ", which the debuggee did not handle";
  return {
    threadId,
    reason: { kind: "exception", name },
    text: `${name} at 0x${record.address.toString(16)}${accessOf(record)}${chance}.`,
  };
}

/** What an access violation tried. https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-exception_record */
function accessOf({ code, parameters: [kind, address] }: ExceptionRecord): string {
  if (code !== 0xc0000005 || kind === undefined || address === undefined) return "";
  const verb = kind === 0n ? "reading" : kind === 1n ? "writing" : "executing";
  return ` ${verb} 0x${address.toString(16)}`;
}
