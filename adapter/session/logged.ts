import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { breakpointOut } from "../breakpoints/breakpoint-out.ts";
import { fileName } from "../sources/source-paths.ts";
import type { Logged } from "./log-lines.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** Text that a breakpoint logs, with the place to show beside it. */
export interface LoggedOutput extends Logged {
  readonly position: Pick<Dap.OutputEvent["body"], "source" | "line">;
}

/** What a breakpoint logs, and where that breakpoint is, as far as that is known. */
export function logged(
  session: Session,
  run: Run,
  { text, breakpointId }: { readonly text: string; readonly breakpointId?: number | undefined },
): LoggedOutput {
  const [breakpoint] =
    breakpointId === undefined ? [] : session.breakpoints.withEngineId(breakpointId);
  if (breakpoint === undefined || session.run !== run) return { text, place: "", position: {} };
  const { id, source, line } = breakpointOut(session, breakpoint);
  if (source?.path === undefined || line === undefined)
    return { text, place: `${id}`, position: {} };
  return {
    text,
    place: `${id}`,
    position: { source: { name: fileName(source.path), ...source }, line },
  };
}
