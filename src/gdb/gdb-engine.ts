import type { EmbeddedServerOptions, Engine, EngineOptions } from "../engine/engine.ts";
import type { EngineListener } from "../engine/events.ts";
import type {
  Debuggee,
  DumpOptions,
  EngineFeatures,
  HeldProcess,
  LaunchOptions,
  ProcessInfo,
} from "../engine/model.ts";
import {
  type ProcessServerCalls,
  ProcessServerConnection,
  type StartedProcessServer,
  type StartProcessServerOptions,
} from "../engine/process-server.ts";
import { DebugSession } from "./debug-session.ts";
import { DebuggeeCalls } from "./debuggee-calls.ts";
import { type GdbOptions, GdbProcess } from "./mi/gdb-process.ts";
import { exceptionFilters } from "./run/exception-filters.ts";
import { OwnServers } from "./server/own-servers.ts";
import { runningProcesses } from "./server/running-processes.ts";
import { readServerAddress } from "./server/server-address.ts";
import type { ServerLink } from "./server/server-link.ts";

/**
 * Opens a gdb engine.
 * @throws {EngineError} `missing` when gdb is not installed or too old.
 */
export async function openGdbEngine(options: EngineOptions): Promise<Engine> {
  const gdbOptions: GdbOptions = {
    gdbPath: options.gdbPath,
    symbolPath: options.symbolPath,
    log: options.log,
  };
  const servers = new OwnServers(gdbOptions);
  if (options.embedsServer) servers.beginEmbedded();
  const gdb = await GdbProcess.start(gdbOptions).catch(async (error: unknown) => {
    await servers.leave();
    throw error;
  });
  const engine = new GdbEngine(gdb, gdbOptions, servers);
  await engine.chooseDefaults();
  if ((options.visualizerFiles ?? []).length > 0) engine.declineVisualizers();
  await engine.runInitCommands(options.initCommands ?? []);
  return engine;
}

/** The engine over gdb: `gdb --interpreter=mi3` connected to a gdbserver. */
class GdbEngine extends DebuggeeCalls implements Engine, ProcessServerCalls<ServerLink> {
  readonly kind = "gdb";
  readonly version: string;
  readonly exceptionFilters = exceptionFilters;
  readonly features: EngineFeatures = {
    suspendDebuggee: true,
    singleThread: true,
    sharedServers: false,
  };
  readonly #session: DebugSession;
  readonly #servers: OwnServers;
  #closing: Promise<void> | undefined;

  constructor(gdb: GdbProcess, options: GdbOptions, servers: OwnServers) {
    const session = new DebugSession(gdb, options, servers);
    super(session);
    this.version = gdb.version;
    this.#session = session;
    this.#servers = servers;
    servers.onOutput((channel, text) => session.events.push({ type: "output", channel, text }));
  }

  listen(listener: EngineListener): void {
    this.#session.events.listen(listener);
  }

  async chooseDefaults(): Promise<void> {
    await this.#session.exceptions.chooseDefaults();
  }

  /** Says that gdb shows values in a way of its own. */
  declineVisualizers(): void {
    const text =
      '"visualizerFile" is for dbgeng: gdb uses pretty printers, e.g. "initCommands": ["source FILE.py"].\n';
    this.#session.events.push({ type: "output", channel: "engine", text });
  }

  async runInitCommands(commands: readonly string[]): Promise<void> {
    for (const command of commands) {
      const text = await this.command(command).catch((error: Error) => `${error.message}\n`);
      if (text !== "") this.#session.events.push({ type: "output", channel: "engine", text });
    }
  }

  async startProcessServer(options: StartProcessServerOptions): Promise<StartedProcessServer> {
    return this.#servers.startForOthers(options);
  }

  async waitForProcessServerEnd(timeoutMs?: number): Promise<boolean> {
    return this.#servers.waitForEnd(timeoutMs);
  }

  async startEmbeddedServer(options: EmbeddedServerOptions): Promise<string> {
    const server = await this.#servers.startEmbedded(options);
    await this.#session.useLocalFiles(server.wrapped);
    return server.connectionString;
  }

  async connectProcessServer(connectionString: string): Promise<ProcessServerConnection> {
    const address = readServerAddress(connectionString);
    const link = await this.#session.connect(address);
    const connection = new ProcessServerConnection(address.text, link, this);
    this.#session.onServerLost(() => connection.markLost());
    return connection;
  }

  async disconnectProcessServer(link: ServerLink): Promise<void> {
    await this.#session.leave(() => link.leave());
  }

  async endProcessServer(link: ServerLink): Promise<void> {
    await this.#session.leave(() => link.end());
  }

  async runningProcesses(link: ServerLink): Promise<readonly ProcessInfo[]> {
    await link.ensureConnected();
    return runningProcesses(this.#session.mi);
  }

  async launch(connection: ProcessServerConnection, options: LaunchOptions): Promise<HeldProcess> {
    return this.#session.launch(connection.use() as ServerLink, options);
  }

  async attach(connection: ProcessServerConnection, processId: number): Promise<HeldProcess> {
    return this.#session.attach(connection.use() as ServerLink, processId);
  }

  async openDump(options: DumpOptions): Promise<Debuggee> {
    return this.#session.openDump(options);
  }

  async detach(): Promise<void> {
    await this.#session.end("detach");
  }

  async settleChild(): Promise<void> {
    // Children do not wait.
  }

  async suspend(): Promise<void> {
    await this.#session.suspend();
  }

  async kill(): Promise<void> {
    await this.#session.end("kill");
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#session.close();
    await this.#servers.leave();
  }
}
