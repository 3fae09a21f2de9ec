import { once } from "node:events";
import { sentenceOf } from "../../src/engine/errors.ts";
import { type Configuration, readConfiguration } from "../config/read-configuration.ts";
import { RequestError, requestErrorOf, withoutStop } from "../requests/errors.ts";
import { withProgress } from "../requests/progress.ts";
import type { PendingRequest } from "../wire/client-link.ts";
import { isRightToken, refusedToken } from "./check-token.ts";
import { settledWithin } from "./gate.ts";
import { checkAborted, holdDebuggee } from "./hold-debuggee.ts";
import { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** How long releasing a failed start may take, for each step. */
const cleanUpMs = 3000;

/** The same for a start that was cancelled, often because it is slow: nobody hurries it. */
const cancelledCleanUpMs = 10_000;

/**
 * Carries out `launch` or `attach`: engine, process server, held debuggee, configuration by the
 * client, and off it goes. A start that fails leaves nothing behind.
 */
export async function startSession(
  session: Session,
  request: "launch" | "attach",
  args: Readonly<Record<string, unknown>>,
  pending: PendingRequest,
): Promise<void> {
  const { configuration, warnings } = readConfiguration(request, args);
  const { token } = configuration;
  if (!isRightToken(session.token, token)) throw await refusedToken(token);
  openTrace(session, configuration);
  for (const warning of warnings) session.say("console", warning);
  const run = new Run(configuration, pending.signal);
  session.run = run;
  session.advance({ phase: "starting" });
  try {
    const title =
      configuration.dump !== undefined
        ? "Opening a dump"
        : configuration.launch === undefined
          ? "Attaching"
          : "Launching";
    await withProgress(session, { title, pending }, (report) => holdDebuggee(session, run, report));
    announce(session, run);
    session.tellInitialized();
    await Promise.race([
      session.configured.passed,
      run.gone.passed,
      run.aborted.passed,
      once(run.cancelled, "abort"),
    ]);
    checkAborted(run);
    if (run.gone.isOpen) throw endedTooEarly(configuration);
    pending.holdEvents();
    session.advance({ phase: "running" });
    await run.engine?.start({ stopAtEntry: configuration.stopOnEntry && !configuration.noDebug });
  } catch (error) {
    await giveUp(session, run);
    throw requestErrorOf(error, "user");
  } finally {
    run.started.open();
  }
}

/** Tells the client which process it debugs now. */
export function announce(session: Session, { debuggee, embedded }: Run): void {
  if (debuggee === undefined) return;
  session.raise("process", {
    name: debuggee.name,
    ...(debuggee.processId === undefined ? {} : { systemProcessId: debuggee.processId }),
    // Even a server on a loopback address may be the near end of a tunnel.
    isLocalProcess: embedded,
    startMethod: debuggee.origin === "launched" ? "launch" : "attach",
    pointerSize: debuggee.pointerSize * 8,
  });
}

function openTrace(session: Session, { trace, launch }: Configuration): void {
  if (trace === undefined) {
    session.trace.decline();
    return;
  }
  session.trace.hide(Object.values(launch?.env ?? {}).filter((value) => value !== null));
  try {
    session.trace.open(trace);
  } catch (error) {
    throw new RequestError(
      "badConfiguration",
      "user",
      `"trace" names a file that cannot be written, "${trace}": ${withoutStop(sentenceOf(error))}.`,
      error,
    );
  }
}

function endedTooEarly({ request }: Configuration): RequestError {
  return new RequestError(
    "lost",
    "user",
    `The ${request} failed: the debuggee, or its process server, was gone before it could run.`,
  );
}

/** Releases whatever a failed start had got hold of. */
async function giveUp(session: Session, run: Run): Promise<void> {
  const patienceMs = run.cancelled.aborted ? cancelledCleanUpMs : cleanUpMs;
  const bounded = (work: Promise<void> | undefined) =>
    settledWithin(work ?? Promise.resolve(), patienceMs).catch((error) =>
      session.log(`While giving up: ${sentenceOf(error)}`),
    );
  if (run.aborted.isOpen) {
    // The ending that stopped this start releases everything, unless it could not wait for it.
    if (session.phase === "over") await bounded(run.engine?.close());
    return;
  }
  const { engine, connection, configuration } = run;
  if (run.engaged && !run.gone.isOpen) {
    await bounded(configuration.request === "launch" ? engine?.kill() : engine?.detach());
  }
  if (connection?.open) await bounded(connection.disconnect());
  await bounded(engine?.close());
  if (["starting", "configuring"].includes(session.phase)) {
    session.run = undefined;
    session.advance({ phase: "idle" });
  } else if (session.phase === "running") {
    session.advance({ phase: "exited" });
    run.gone.open();
    session.tellTerminated();
  }
}
