import { maskPassword } from "../src/engine/connection-string.ts";
import type { EmbeddedServerOptions, Engine } from "../src/engine/engine.ts";
import { sentenceOf } from "../src/engine/errors.ts";
import { breakpointOut } from "./breakpoints.ts";
import { capabilitiesWith } from "./capabilities.ts";
import { type Configuration, readConfiguration } from "./config/read-configuration.ts";
import { onEngineEvent } from "./engine-events.ts";
import { RequestError, requestErrorOf } from "./errors.ts";
import { findProcess } from "./find-process.ts";
import { settledWithin } from "./gate.ts";
import { Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { PendingRequest } from "./wire/client-link.ts";

/** Every so often the client is told that the start is still in progress. */
const newsMs = 4000;

/** How long the client may take to open a terminal. */
const terminalMs = 30_000;

/** How long releasing a failed start may take, for each step. */
const cleanUpMs = 3000;

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
  openTrace(session, configuration);
  for (const warning of warnings) session.say("console", warning);
  const run = new Run(configuration);
  session.run = run;
  session.advance({ phase: "starting" });
  try {
    await holdDebuggee(session, run);
    announce(session, run);
    session.raise("initialized");
    await Promise.race([session.configured.passed, run.gone.passed, run.aborted.passed]);
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

/** From nothing to a debuggee that is held before it runs. */
async function holdDebuggee(session: Session, run: Run): Promise<void> {
  const { configuration } = run;
  const step = async <T>(what: string, work: Promise<T>): Promise<T> => {
    const news = setInterval(() => session.say("console", `Still ${what} ...`), newsMs);
    try {
      return await work;
    } finally {
      clearInterval(news);
      checkAborted(run);
    }
  };
  const engine = await step(
    `starting the engine ${configuration.engine}`,
    openEngine(session, run),
  );
  const server =
    configuration.processServer ??
    (await step(
      "starting a server of its own",
      engine.startEmbeddedServer(terminalFor(session, configuration)),
    ));
  const connection = await step(
    `connecting to ${maskPassword(server)}`,
    engine.connectProcessServer(server).then((connection) => {
      run.connection = connection;
      return connection;
    }),
  );
  if (configuration.launch !== undefined) {
    run.engaged = true;
    run.debuggee = await step(
      `starting ${configuration.launch.program}`,
      engine.launch(connection, configuration.launch),
    );
  } else if (configuration.process !== undefined) {
    const id = await step(
      "looking for the process",
      findProcess(connection, configuration.process, configuration.engine),
    );
    run.engaged = true;
    run.debuggee = await step(`attaching to process ${id}`, engine.attach(connection, id));
  }
  session.advance({ phase: "configuring" });
  await bindBreakpoints(session, run);
}

/** Hands all breakpoints to the engine, and tells the client which ones turned out differently. */
export async function bindBreakpoints(session: Session, run: Run): Promise<void> {
  if (run.engine === undefined || run.configuration.noDebug) return;
  for (const changed of await session.breakpoints.bindAll(run.engine, run.paths)) {
    const breakpoint = breakpointOut(changed, session.client);
    session.raise("breakpoint", { reason: "changed", breakpoint });
  }
}

async function openEngine(session: Session, run: Run): Promise<Engine> {
  const { engine: kind, ...options } = run.configuration;
  const engine = await session.openEngine(kind, {
    dbgengPath: options.dbgengPath,
    gdbPath: options.gdbPath,
    winePath: options.winePath,
    symbolPath: options.symbolPath,
    initCommands: options.initCommands,
    log: (line) => session.trace.note(line),
  });
  run.engine = engine;
  engine.listen((event) => onEngineEvent(session, run, event));
  const capabilities = capabilitiesWith(engine.features);
  if (Object.keys(capabilities).length > 0) session.raise("capabilities", { capabilities });
  return engine;
}

/** Tells the client which process it debugs now. */
export function announce(session: Session, { debuggee, embedded }: Run): void {
  if (debuggee === undefined) return;
  session.raise("process", {
    name: debuggee.name,
    systemProcessId: debuggee.processId,
    // Even a server on a loopback address may be the near end of a tunnel.
    isLocalProcess: embedded,
    startMethod: debuggee.origin === "launched" ? "launch" : "attach",
    pointerSize: debuggee.pointerSize * 8,
  });
}

/** The terminal in which the session's own process server runs, where the user wants one. */
function terminalFor(session: Session, configuration: Configuration): EmbeddedServerOptions {
  const kind = configuration.console;
  if (kind === "internalConsole") return {};
  if (!session.client.runsInTerminal) {
    throw new RequestError(
      "badConfiguration",
      "user",
      `"console" is "${kind}", but this client cannot open a terminal for a debug adapter: leave it out, or write "internalConsole".`,
    );
  }
  return {
    runInTerminal: async ({ args, cwd, env }) => {
      const title = configuration.launch?.program;
      const terminal = kind === "integratedTerminal" ? "integrated" : "external";
      try {
        await session.ask("runInTerminal", { kind: terminal, title, cwd, args, env }, terminalMs);
      } catch (error) {
        throw new RequestError(
          "refused",
          "user",
          `The client did not open a terminal for the program: ${withoutStop(sentenceOf(error))}.`,
          error,
        );
      }
    },
  };
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

const withoutStop = (sentence: string) => sentence.replace(/\.$/, "");

function checkAborted(run: Run): void {
  if (run.aborted.isOpen) {
    const { request } = run.configuration;
    throw new RequestError("cancelled", "client", `The ${request} was given up on request.`);
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
  const bounded = (work: Promise<void> | undefined) =>
    settledWithin(work ?? Promise.resolve(), cleanUpMs).catch((error) =>
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
