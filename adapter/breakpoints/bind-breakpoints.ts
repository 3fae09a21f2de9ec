import type { Run } from "../session/run.ts";
import type { Session } from "../session/session.ts";
import { whyUnset } from "./answer-breakpoints.ts";
import { breakpointOut } from "./breakpoint-out.ts";

/** Tells the client of all breakpoints that they cannot be set in a dump. */
export function refuseBreakpoints(session: Session): void {
  for (const refused of session.breakpoints.refuse(whyUnset(session, "breakpoint"))) {
    session.raise("breakpoint", { reason: "changed", breakpoint: breakpointOut(session, refused) });
  }
}

/**
 * Hands all breakpoints and exception filters to the engine, and tells the client which breakpoints
 * turned out differently.
 */
export async function bindBreakpoints(session: Session, run: Run): Promise<void> {
  if (run.engine === undefined || run.configuration.noDebug) return;
  await session.exceptionFilters.bind(run.engine);
  for (const changed of await session.breakpoints.bindAll(run.engine, run.paths)) {
    session.raise("breakpoint", { reason: "changed", breakpoint: breakpointOut(session, changed) });
  }
}
