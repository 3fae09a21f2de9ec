import { constants } from "node:os";
import type { StopReason } from "../../engine/model.ts";
import { type MiTuple, numberOf, textOf, tupleOf } from "../mi/mi-value.ts";

/** Why the debuggee stopped, and a line for people where there is more to say. */
export interface StopCause {
  readonly reason: StopReason;
  readonly text?: string | undefined;
}

/**
 * Reads the reason of a stop record.
 * @param breakpointIds The engine's ids of the breakpoints at the place of the stop.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/GDB_002fMI-Async-Records.html
 */
export function stopCauseOf(results: MiTuple, breakpointIds: readonly number[]): StopCause {
  const reason = textOf(results, "reason");
  if (reason === "breakpoint-hit") return { reason: { kind: "breakpoint", breakpointIds } };
  if (reason === "end-stepping-range" || reason === "location-reached") {
    return { reason: { kind: "step" } };
  }
  if (reason === "function-finished") {
    const value = textOf(results, "return-value");
    return {
      reason: { kind: "step" },
      text: value === undefined ? undefined : `Returned ${value}`,
    };
  }
  if (reason === "signal-received") {
    const name = textOf(results, "signal-name") ?? "signal";
    return { reason: { kind: "exception", name }, text: textOf(results, "signal-meaning") };
  }
  if (reason?.endsWith("watchpoint-trigger")) {
    const value = tupleOf(results, "value");
    const before = textOf(value, "old");
    const now = textOf(value, "new") ?? textOf(value, "value");
    const what = before === undefined ? `the value is ${now}` : `${before} became ${now}`;
    return { reason: { kind: "breakpoint", breakpointIds }, text: `Data breakpoint: ${what}` };
  }
  // What a command of the user asked for, such as catchpoints.
  if (reason !== undefined) return { reason: { kind: "breakpoint", breakpointIds }, text: reason };
  return { reason: { kind: "pause" } };
}

/** How the debuggee ended. */
export interface ExitCause {
  readonly exitCode: number;
  readonly text?: string | undefined;
}

/** Reads the end of the debuggee from a stop record; undefined when it has not ended. */
export function exitCauseOf(results: MiTuple): ExitCause | undefined {
  const reason = textOf(results, "reason");
  if (reason === "exited-normally") return { exitCode: 0 };
  // gdb writes exit codes in octal.
  if (reason === "exited") {
    return { exitCode: Number.parseInt(textOf(results, "exit-code") ?? "0", 8) };
  }
  if (reason === "exited-signalled") {
    const name = textOf(results, "signal-name") ?? "an unknown signal";
    const meaning = textOf(results, "signal-meaning");
    return {
      exitCode: 128 + signalNumber(name),
      text: `The debuggee was ended by ${name}${meaning ? ` (${meaning})` : ""}.`,
    };
  }
  return undefined;
}

/** How a debuggee ended that was killed on request. */
export const killed: ExitCause = { exitCode: 137, text: "The debuggee was killed." };

/** The number that a signal has on this system; 0 for one that has none. */
export function signalNumber(name: string): number {
  const known: Readonly<Record<string, number>> = constants.signals;
  return known[name] ?? Number(/^SIG(\d+)$/.exec(name)?.[1] ?? 0);
}

/** gdb's number of the breakpoint, watchpoint or catchpoint that a stop record names. */
export function breakpointNumberOf(results: MiTuple): number | undefined {
  const watched = ["wpt", "hw-awpt", "hw-rwpt"].map((name) => tupleOf(results, name));
  return (
    numberOf(results, "bkptno") ??
    watched.map((tuple) => numberOf(tuple, "number")).find((number) => number !== undefined)
  );
}
