import { maskPassword } from "../../src/engine/connection-string.ts";
import type { EmbeddedServerOptions, Engine } from "../../src/engine/engine.ts";
import { bindBreakpoints, refuseBreakpoints } from "../breakpoints/bind-breakpoints.ts";
import { RequestError } from "../requests/errors.ts";
import type { Report } from "../requests/progress.ts";
import { onEngineEvent } from "./engine-events.ts";
import { findProcess } from "./find-process.ts";
import { checkFollowing } from "./follow-children.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import { terminalFor } from "./terminal-for.ts";

/** Every so often the client is told that the start is still in progress. */
const newsMs = 4000;

/**
 * Goes from nothing to a debuggee that is held before it runs: engine, process server, debuggee,
 * breakpoints; or to a dump, which has no server and no breakpoints. What was reached is in the run,
 * also when it fails.
 * @throws {RequestError} `cancelled` as soon as the run is aborted or cancelled.
 */
export async function holdDebuggee(session: Session, run: Run, report: Report): Promise<void> {
  const { configuration } = run;
  const terminal = terminalFor(session, configuration);
  const cancelled = new Promise<never>((_, reject) => {
    run.cancelled.addEventListener("abort", () => reject(givenUp(run)));
  });
  cancelled.catch(() => {});
  const step = async <T>(what: string, work: Promise<T>): Promise<T> => {
    report(`${what.charAt(0).toUpperCase()}${what.slice(1)}`);
    const news = session.client.showsProgress
      ? undefined
      : setInterval(() => session.say("console", `Still ${what} ...`), newsMs);
    try {
      return await Promise.race([work, cancelled]);
    } finally {
      clearInterval(news);
      checkAborted(run);
    }
  };
  const engine = await step(
    `starting the engine ${configuration.engine}`,
    openEngine(session, run, terminal),
  );
  if (configuration.dump !== undefined) {
    const { dump } = configuration;
    run.debuggee = await step(`opening ${dump.dumpFile}`, engine.openDump(dump));
    session.raise("capabilities", { capabilities: session.capabilities.lostWithDump() });
    session.advance({ phase: "configuring" });
    refuseBreakpoints(session);
    return;
  }
  checkFollowing(session, configuration, engine);
  const server =
    configuration.processServer ??
    (await step("starting a server of its own", engine.startEmbeddedServer(terminal)));
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
    const wanted = configuration.process;
    const id = await step(
      "waitFor" in wanted && wanted.waitFor
        ? `waiting for a process named ${wanted.name}`
        : "looking for the process",
      findProcess(connection, wanted, configuration.engine, () => !isGivenUp(run)),
    );
    run.engaged = true;
    run.debuggee = await step(`attaching to process ${id}`, engine.attach(connection, id));
  }
  session.advance({ phase: "configuring" });
  await step("setting breakpoints", bindBreakpoints(session, run));
}

async function openEngine(
  session: Session,
  run: Run,
  terminal: EmbeddedServerOptions,
): Promise<Engine> {
  const { engine: kind, ...options } = run.configuration;
  const engine = await session.openEngine(kind, {
    dbgengPath: options.dbgengPath,
    gdbPath: options.gdbPath,
    winePath: options.winePath,
    symbolPath: options.symbolPath,
    visualizerFiles: options.visualizerFile,
    initCommands: options.initCommands,
    embedsServer:
      options.processServer === undefined &&
      options.dump === undefined &&
      terminal.runInTerminal === undefined,
    followChildren: options.followChildren,
    log: session.trace.wanted ? (line) => session.trace.note(line) : undefined,
  });
  if (run.cancelled.aborted) {
    // Nobody waits for it any more, so nobody else would close it.
    await engine.close();
    throw givenUp(run);
  }
  run.engine = engine;
  engine.listen((event) => onEngineEvent(session, run, event));
  const capabilities = options.dump === undefined ? session.capabilities.withEngine(engine) : {};
  if (Object.keys(capabilities).length > 0) session.raise("capabilities", { capabilities });
  return engine;
}

/** @throws {RequestError} `cancelled` when the start was told to give up. */
export function checkAborted(run: Run): void {
  if (isGivenUp(run)) throw givenUp(run);
}

const isGivenUp = (run: Run) => run.aborted.isOpen || run.cancelled.aborted;

function givenUp({ configuration: { request } }: Run): RequestError {
  return new RequestError("cancelled", "client", `The ${request} was given up on request.`);
}
