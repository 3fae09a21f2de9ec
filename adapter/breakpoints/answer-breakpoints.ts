import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { dumpStands } from "../../src/engine/errors.ts";
import { RequestError } from "../requests/errors.ts";
import type { Session } from "../session/session.ts";
import type { Phase } from "../session/state.ts";
import { breakpointOut } from "./breakpoint-out.ts";
import type { BreakpointList } from "./breakpoints.ts";

/** Phases in which breakpoints may be set: all but before and after everything. */
export const breakpointPhases: readonly Phase[] = [
  "idle",
  "starting",
  "configuring",
  "running",
  "stopped",
  "restarting",
  "exited",
];

/** One breakpoint of a request: what to set, or why it is not set. */
export type Asked<T> = { readonly wanted: T } | { readonly refusal: string };

/** Reads one breakpoint of a request; what makes it unusable concerns no other one. */
export function asked<T>(read: () => T): Asked<T> {
  try {
    return { wanted: read() };
  } catch (error) {
    if (error instanceof RequestError) return { refusal: error.message };
    throw error;
  }
}

/**
 * Makes the breakpoints of one list equal to what the client asked for, whatever the debuggee does.
 * @returns one answer for each, in the same order.
 */
export async function answerBreakpoints<T>(
  session: Session,
  breakpoints: readonly Asked<T>[],
  listOf: (wanted: readonly T[]) => BreakpointList,
): Promise<Dap.Breakpoint[]> {
  const list = listOf(breakpoints.flatMap((each) => ("wanted" in each ? each.wanted : [])) as T[]);
  let set = session.breakpoints.note(list, whyUnset(session, "breakpoint"));
  const run = debuggedRun(session);
  if (run !== undefined) set = await session.breakpoints.bind(list, run.engine, run.paths);
  const answers = set.map((breakpoint) => breakpointOut(session, breakpoint));
  return breakpoints.map((each) =>
    "refusal" in each
      ? refused(session, each.refusal)
      : (answers.shift() ?? refused(session, "The debugger did not answer.")),
  );
}

/** The run whose engine can be told now what is to stop the debuggee; undefined while none can. */
export function debuggedRun(session: Session): Session["activeRun"] | undefined {
  const { run, phase } = session;
  const held = phase !== "idle" && phase !== "starting" && phase !== "exited";
  if (!held || run?.engine === undefined || run.configuration.noDebug || session.isDump) {
    return undefined;
  }
  return run as Session["activeRun"];
}

/** Why something is not set that no engine was told of. */
export function whyUnset(session: Session, what: "breakpoint" | "exception filter") {
  if (session.isDump) {
    return { problem: "failed", message: `The ${what} cannot be set: ${dumpStands}.` } as const;
  }
  const message = session.run?.configuration.noDebug
    ? 'The program runs without debugging because "noDebug" is set.'
    : `The ${what} waits for the debuggee to be started.`;
  return { problem: "pending", message } as const;
}

/** The answer for a breakpoint that is not set. */
export function refused(session: Session, message: string): Dap.Breakpoint {
  return { id: session.numbers.next(), verified: false, reason: "failed", message };
}
