import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Session } from "../session/session.ts";
import { sourceOut } from "../sources/source-out.ts";
import { referenceTo } from "../values/memory-reference.ts";
import type { Breakpoint } from "./breakpoints.ts";

/** A breakpoint in the words of the protocol. */
export function breakpointOut(session: Session, { id, asked, state }: Breakpoint): Dap.Breakpoint {
  const { client, run } = session;
  const { verified, line, path, address, problem, message } = state;
  const source =
    asked !== undefined
      ? { path: client.pathOut(asked.path) }
      : path !== undefined && run !== undefined
        ? sourceOut(run.paths, client, path)
        : undefined;
  return {
    id,
    verified,
    ...(line === undefined ? {} : { line: client.lineOut(line) }),
    ...(source === undefined ? {} : { source }),
    ...(address === undefined ? {} : { instructionReference: referenceTo(address) }),
    ...(problem === undefined ? {} : { reason: problem }),
    ...(message === undefined ? {} : { message }),
  };
}
