import type { Stop } from "../../engine/model.ts";
import { EventType } from "../native/constants.ts";
import type { LastEvent } from "../native/debug-control.ts";
import { type ExceptionRecord, readExceptionRecord } from "../native/event-structs.ts";
import { structSize } from "../native/structs.ts";

/** The engine's last event, as far as the engine host tells them apart. */
export type StopEvent =
  | { readonly type: "step" }
  | { readonly type: "breakpoint"; readonly id: number }
  | {
      readonly type: "exception";
      readonly record: ExceptionRecord;
      readonly firstChance: boolean;
      readonly text: string;
    }
  | { readonly type: "exit" }
  | { readonly type: "other" };

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
    case EventType.EXIT_PROCESS:
      return { type: "exit" };
    default:
      return { type: "other" };
  }
}

/** Codes that mean "stop here" rather than that something went wrong. winnt.h */
export const breakInstruction = 0x80000003;

/** Names of the exceptions that programs die of. winnt.h */
const names: Readonly<Record<number, string>> = {
  2147483649: "Guard page",
  2147483650: "Misaligned data",
  [breakInstruction]: "Break instruction",
  2147483652: "Single step",
  3221225477: "Access violation",
  3221225478: "In-page error",
  3221225480: "Invalid handle",
  3221225501: "Illegal instruction",
  3221225509: "Noncontinuable exception",
  3221225612: "Array bounds exceeded",
  3221225614: "Floating-point division by zero",
  3221225620: "Integer division by zero",
  3221225621: "Integer overflow",
  3221225622: "Privileged instruction",
  3221225725: "Stack overflow",
  3221225781: "Unable to locate DLL",
  3221226356: "Heap corruption",
  3221226505: "Stack buffer overrun",
  3765269347: "C++ exception",
};

/** What an exception code is called, e.g. `Access violation (0xc0000005)`. */
export function exceptionName(code: number): string {
  const hex = `0x${code.toString(16).padStart(8, "0")}`;
  const name = names[code];
  return name === undefined ? `Exception ${hex}` : `${name} (${hex})`;
}

/** The stop to report for an exception. */
export function exceptionStop(
  threadId: number,
  { record, firstChance }: Extract<StopEvent, { type: "exception" }>,
): Stop {
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

/** One sentence for an exit code that is really an exception, undefined for others. */
export function exitText(exitCode: number): string | undefined {
  const name = names[exitCode];
  if (name === undefined) return undefined;
  return `The debuggee was ended by an exception: ${exceptionName(exitCode)}.`;
}
