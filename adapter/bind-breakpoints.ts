import { breakpointOut } from "./breakpoints.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** Hands all breakpoints to the engine, and tells the client which ones turned out differently. */
export async function bindBreakpoints(session: Session, run: Run): Promise<void> {
  if (run.engine === undefined || run.configuration.noDebug) return;
  for (const changed of await session.breakpoints.bindAll(run.engine, run.paths)) {
    const breakpoint = breakpointOut(changed, session.client);
    session.raise("breakpoint", { reason: "changed", breakpoint });
  }
}
