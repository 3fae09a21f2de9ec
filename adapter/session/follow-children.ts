import type { Engine } from "../../src/engine/engine.ts";
import { sentenceOf } from "../../src/engine/errors.ts";
import type { Configuration } from "../config/read-configuration.ts";
import { RequestError, withoutStop } from "../requests/errors.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** How long the client may take to begin with a session. */
const sessionMs = 30_000;

/**
 * Checks that children can be followed where the configuration asks for it.
 * @throws {RequestError} `badConfiguration` naming what is in the way.
 */
export function checkFollowing(
  { client }: Session,
  { followChildren, processServer }: Configuration,
  engine: Engine,
): void {
  if (!followChildren) return;
  const reason = !client.startsSessions
    ? "this client cannot start a session for a child process"
    : processServer !== undefined && !engine.features.sharedServers
      ? `"processServer" is busy with this session, so that a child's would have none`
      : undefined;
  if (reason === undefined) return;
  const cure = processServer === undefined ? "leave it out" : "leave one of the two out";
  throw new RequestError(
    "badConfiguration",
    "user",
    `"followChildren" is set, but ${reason}: ${cure}.`,
  );
}

/**
 * Asks the client for a session of its own for a process that the debuggee has started. Where there
 * will be none, the process runs on without.
 */
export async function followChild(
  session: Session,
  { configuration, engine }: Pick<Run, "configuration" | "engine">,
  processId: number,
): Promise<void> {
  const { processServer, symbolPath, sourceFileMap, sourcePath, token } = configuration;
  const { dbgengPath, gdbPath, winePath, onDisconnect, onTerminate, initCommands } = configuration;
  const child = {
    processId,
    followChildren: true,
    engine: configuration.engine,
    ...{ processServer, symbolPath, sourceFileMap, sourcePath, token },
    ...{ dbgengPath, gdbPath, winePath, onDisconnect, initCommands },
    // A server that both sessions use is not the child's to end.
    onTerminate:
      processServer === undefined || onTerminate === "detach" ? onTerminate : "keepServer",
  };
  const settle = async (followed: boolean) =>
    engine?.settleChild(processId, followed).catch((error) => session.log(sentenceOf(error)));
  try {
    await session.ask("startDebugging", { request: "attach", configuration: child }, sessionMs);
    await settle(true);
  } catch (error) {
    await settle(false);
    session.say(
      "console",
      `The child process ${processId} runs without a session: ${withoutStop(sentenceOf(error))}.`,
    );
  }
}
