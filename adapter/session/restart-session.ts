import { bindBreakpoints } from "../breakpoints/bind-breakpoints.ts";
import { type Configuration, readConfiguration } from "../config/read-configuration.ts";
import { RequestError, requestErrorOf } from "../requests/errors.ts";
import { moduleOut } from "../sources/modules.ts";
import { SourcePaths } from "../sources/source-paths.ts";
import { Gate, settledWithin } from "./gate.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import { announce } from "./start-session.ts";

/** How long after the end of the old debuggee its `exited` may arrive. */
const exitEventPatienceMs = 500;

/**
 * Carries out `restart` on the same connection: a launched debuggee is ended and launched again,
 * an attached one is left and attached to again. The engine keeps the breakpoints.
 * @param args The newest configuration, when the client sent one.
 */
export async function restartSession(
  session: Session,
  args: Readonly<Record<string, unknown>> | undefined,
): Promise<void> {
  const run = session.activeRun;
  const configuration = args === undefined ? run.configuration : newest(session, run, args);
  const before = session.state;
  session.advance({ phase: "restarting" });
  const threads = await run.engine.threads().catch(() => []);
  const old = run.debuggee;
  run.debuggee = undefined;
  for (const { id } of threads) run.leaving.add(id);
  try {
    if (configuration.request === "launch") await run.engine.kill();
    else await run.engine.detach();
  } catch (error) {
    run.debuggee = old;
    run.leaving.clear();
    if (session.phase === "restarting") session.advance(before);
    throw requestErrorOf(error, "user");
  }
  if (configuration.request === "launch") {
    await settledWithin(run.gone.passed, exitEventPatienceMs);
  }
  run.gone = new Gate();
  run.configuration = configuration;
  // Without it VS Code shows the description of the old stop at the next one.
  if (before.phase === "stopped") {
    const { threadId } = before.stop;
    session.raise("continued", { threadId, allThreadsContinued: true });
  }
  // The same process has the same threads: without this the client would believe them stopped.
  for (const threadId of run.leaving) session.raise("thread", { reason: "exited", threadId });
  run.leaving.clear();
  for (const module of run.modules.clear()) {
    session.raise("module", { reason: "removed", module: moduleOut(module) });
  }
  try {
    await holdAgain(run, old?.processId);
    if (args !== undefined) {
      // The source paths may be translated in another way now.
      run.paths = new SourcePaths(configuration);
      await bindBreakpoints(session, run);
    }
    announce(session, run);
    session.advance({ phase: "running" });
    await run.engine.start({ stopAtEntry: configuration.stopOnEntry && !configuration.noDebug });
  } catch (error) {
    run.gone.open();
    if (session.phase === "restarting" || session.phase === "running") {
      session.advance({ phase: "exited" });
      session.tellTerminated();
    }
    throw requestErrorOf(error, "user");
  }
}

async function holdAgain(run: Run, oldProcessId: number | undefined): Promise<void> {
  const { engine, connection, configuration } = run;
  if (engine === undefined || connection === undefined) return;
  if (configuration.launch !== undefined) {
    run.debuggee = await engine.launch(connection, configuration.launch);
  } else if (oldProcessId !== undefined) {
    run.debuggee = await engine.attach(connection, oldProcessId);
  }
}

/** Checks the new configuration. Only what belongs to the debuggee may differ. */
function newest(
  session: Session,
  { configuration: old }: Run,
  args: Readonly<Record<string, unknown>>,
): Configuration {
  const { configuration, warnings } = readConfiguration(old.request, args);
  for (const key of ["engine", "processServer", "console"] as const) {
    if (configuration[key] === old[key]) continue;
    throw new RequestError(
      "badConfiguration",
      "user",
      `A restart stays on its process server, but "${key}" was "${old[key] ?? ""}" and is now "${configuration[key] ?? ""}": end this session and start another one.`,
    );
  }
  for (const warning of warnings) session.say("console", warning);
  return configuration;
}
