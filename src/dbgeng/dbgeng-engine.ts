import { setTimeout } from "node:timers/promises";
import type { EmbeddedServerOptions, Engine, EngineOptions } from "../engine/engine.ts";
import { EngineError, sentenceOf } from "../engine/errors.ts";
import type { EngineEvent, EngineListener } from "../engine/events.ts";
import type {
  BreakpointState,
  CommandIntent,
  DataBreakpoint,
  Debuggee,
  DumpOptions,
  EngineFeatures,
  HeldProcess,
  LaunchOptions,
  ModuleInfo,
  ThreadInfo,
} from "../engine/model.ts";
import type {
  ProcessServerConnection,
  StartedProcessServer,
  StartProcessServerOptions,
} from "../engine/process-server.ts";
import { commandIntent } from "./command-intent.ts";
import { connectServer } from "./connect-server.ts";
import { DebuggeeCalls } from "./debuggee-calls.ts";
import { EmbeddedServer } from "./embedded-server.ts";
import { EventOutlet } from "./event-outlet.ts";
import { exceptionFilters } from "./exception-filters.ts";
import { HostProcess } from "./host-process.ts";
import { type HostProgram, hostProgram } from "./host-program.ts";
import type { CodePlace, HostEvent, ServerHandle } from "./host-protocol.ts";
import { openDump } from "./open-dump.ts";
import { rescueDebuggee, type Stranded } from "./rescue.ts";
import { startServer } from "./start-server.ts";
import { hasSymbolServer } from "./symbol-servers.ts";

/** `close` must be over within two seconds. */
const leaveTimeoutMs = 1_800;
/** How often the host is asked for a sign of life. */
const pingMs = 5_000;
/** Completes the message about an engine that hangs. */
const wineHint =
  "Wine has a fault that stops programs of several threads for good where data is watched: watch less, remove the log points and conditions that other threads run into meanwhile, or debug the program on Windows.";

/**
 * Opens the dbgeng engine: finds it, starts its host and answers when it takes calls.
 * @throws {EngineError} `missing` when the engine, Wine or the Windows Node cannot be had.
 */
export async function openDbgengEngine(options: EngineOptions): Promise<Engine> {
  const program = await hostProgram(options);
  const outlet = new EventOutlet();
  let engine: DbgengEngine | undefined;
  const host = await HostProcess.start(program, (event) => engine?.receive(event));
  engine = new DbgengEngine(program, host, outlet, options.log ?? (() => {}));
  // dbgeng takes over this variable by itself.
  const environment = process.env._NT_SYMBOL_PATH ?? "";
  host.symbolServer = hasSymbolServer([...(options.symbolPath ?? []), environment]);
  try {
    await host.call("setUp", {
      symbolPath: (options.symbolPath ?? []).map((folder) => program.hostPath(folder)),
      visualizerFiles: (options.visualizerFiles ?? []).map((name) => ({
        name,
        path: program.hostPath(name),
      })),
      initCommands: options.initCommands ?? [],
      underWine: program.underWine,
      followChildren: options.followChildren,
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

/** dbgeng as an `Engine`: every call goes to the engine host, every event comes from there. */
class DbgengEngine extends DebuggeeCalls implements Engine {
  readonly kind = "dbgeng";
  readonly version: string;
  readonly exceptionFilters = exceptionFilters;
  readonly features: EngineFeatures = {
    suspendDebuggee: true,
    singleThread: true,
    sharedServers: true,
  };
  readonly #program: HostProgram;
  readonly #outlet: EventOutlet;
  /** Open connections, and the connection strings that made them. */
  readonly #connections = new Map<ProcessServerConnection, string>();
  /** The one that the debuggee came through. */
  #connectionString = "";
  readonly #log: (line: string) => void;
  #embedded: EmbeddedServer | undefined;
  /** The debuggee, when it was attached to. */
  #attached: Omit<Stranded, "places"> | undefined;
  #places: readonly CodePlace[] = [];
  #rescue: Promise<unknown> = Promise.resolve();
  /** Whether the debuggee is to end, however it came here. */
  #ends = false;
  #watchesData = false;
  #pings: NodeJS.Timeout | undefined;
  readonly #modules = new Map<string, ModuleInfo>();
  #threads: readonly ThreadInfo[] = [];
  #lost: EngineError | undefined;

  constructor(
    program: HostProgram,
    host: HostProcess,
    outlet: EventOutlet,
    log: (line: string) => void,
  ) {
    super(host);
    this.version = program.engineVersion;
    this.#program = program;
    this.#log = log;
    this.#outlet = outlet;
    host.onGone((error, hung) => {
      const byWine = hung && program.underWine && this.#watchesData;
      const message = byWine ? `${error.message} ${wineHint}` : error.message;
      this.#lose("engine", new EngineError("lost", message, { cause: error }));
    });
  }

  /** Takes an event of the host. */
  receive(event: HostEvent): void {
    if (event.type === "threads") this.#threads = event.threads;
    else if (event.type === "places") this.#places = event.places;
    else if (event.type === "lost") this.#lose(event.what, new EngineError("lost", event.message));
    else {
      // What was written before the event is told before it.
      this.#embedded?.drain();
      this.#noteModule(event);
      if (event.type === "exited") this.#attached = undefined;
      this.#outlet.raise(event);
    }
  }

  listen(listener: EngineListener): void {
    this.#outlet.listen(listener);
  }

  startProcessServer({ transport }: StartProcessServerOptions): Promise<StartedProcessServer> {
    return this.call(() => startServer(this.host, transport));
  }

  async waitForProcessServerEnd(timeoutMs?: number): Promise<boolean> {
    return this.call(() => this.host.call("waitForProcessServerEnd", timeoutMs));
  }

  async startEmbeddedServer(options: EmbeddedServerOptions): Promise<string> {
    this.#embedded = await this.call(() =>
      EmbeddedServer.start(this.#program, options, (channel, text) =>
        this.#outlet.raise({ type: "output", channel, text }),
      ),
    );
    // A session that nobody asks anything would stand still unnoticed. With a server elsewhere the
    // network may do so for a while, and the session outlives that.
    this.#pings = setInterval(() => this.host.call("ping").catch(() => {}), pingMs).unref();
    return this.#embedded.connectionString;
  }

  async connectProcessServer(
    connectionString: string,
  ): Promise<ProcessServerConnection<ServerHandle>> {
    const connection = await this.call(() => connectServer(this.host, connectionString));
    this.#connections.set(connection, connectionString);
    return connection;
  }

  async launch(connection: ProcessServerConnection, options: LaunchOptions): Promise<HeldProcess> {
    const handle = handleOf(connection);
    this.#connectionString = this.#connections.get(connection) ?? "";
    const debuggee = await this.call(() => this.host.call("launch", handle, options));
    await this.#embedded?.ward(debuggee.processId);
    return debuggee;
  }

  async attach(connection: ProcessServerConnection, processId: number): Promise<HeldProcess> {
    const handle = handleOf(connection);
    this.#connectionString = this.#connections.get(connection) ?? "";
    const debuggee = await this.call(() => this.host.call("attach", handle, processId));
    this.#attached = { connectionString: this.#connectionString, processId };
    return debuggee;
  }

  openDump(dump: DumpOptions): Promise<Debuggee> {
    const warn = (text: string) =>
      this.#outlet.raise({ type: "output", channel: "engine", text: `${text}\n` });
    return this.call(() => openDump(this.host, this.#program, dump, warn));
  }

  protected call<T>(work: () => Promise<T>): Promise<T> {
    return this.#lost === undefined ? work() : Promise.reject(this.#lost);
  }

  interrupt(threadId?: number): Promise<void> {
    return this.call(async () => {
      // Nobody waits for the engine here: it may be busy until the debuggee stops.
      this.host.call("interrupt", threadId).catch(() => {});
    });
  }

  async threads(): Promise<readonly ThreadInfo[]> {
    return this.call(async () => this.#threads);
  }

  async modules(): Promise<readonly ModuleInfo[]> {
    return this.call(async () => [...this.#modules.values()]);
  }

  intentOf(command: string): CommandIntent {
    return commandIntent(command);
  }

  setDataBreakpoints(breakpoints: readonly DataBreakpoint[]): Promise<readonly BreakpointState[]> {
    this.#watchesData = breakpoints.length > 0;
    return this.call(() => this.host.call("setDataBreakpoints", breakpoints));
  }

  kill(): Promise<void> {
    this.#ends = true;
    return this.call(() => this.host.call("kill"));
  }

  async detach(): Promise<void> {
    await this.call(() => this.host.call("detach"));
    this.#attached = undefined;
  }

  async settleChild(processId: number, followed: boolean): Promise<void> {
    // This engine has its hands full with the parent.
    const child = { connectionString: this.#connectionString, processId, places: [] };
    if (!followed && !(await this.#free(child))) return;
    await this.call(() => this.host.call("forgetChild", processId));
  }

  async suspend(): Promise<void> {
    await this.call(() => this.host.call("suspend"));
    this.#attached = undefined;
  }

  async close(): Promise<void> {
    clearInterval(this.#pings);
    this.#outlet.close();
    await this.host.leave(leaveTimeoutMs);
    await Promise.race([this.#rescue, setTimeout(leaveTimeoutMs, undefined, { ref: false })]);
    this.#embedded?.leave();
  }

  /** The modules are known here, so that they can be asked for while the debuggee runs. */
  #noteModule(event: EngineEvent): void {
    if (event.type === "moduleLoaded" || event.type === "moduleChanged") {
      this.#modules.set(event.module.id, event.module);
    } else if (event.type === "moduleUnloaded") this.#modules.delete(event.module.id);
    else if (event.type === "exited") this.#modules.clear();
  }

  /** Frees a process that was left behind. Never rejects. @returns whether it is free. */
  async #free(stranded: Stranded): Promise<boolean> {
    try {
      await rescueDebuggee(this.#program, stranded);
      return true;
    } catch (failure) {
      this.#log(`Process ${stranded.processId} could not be freed: ${sentenceOf(failure)}`);
      return false;
    }
  }

  /** The server ends what it has launched when it loses its client, unless it hangs as the engine did. */
  async #endDebuggee(server: EmbeddedServer): Promise<void> {
    if (this.#attached !== undefined) await server.ward(this.#attached.processId);
    await server.endDebuggees();
  }

  #lose(what: "processServer" | "engine", error: EngineError): void {
    if (this.#lost !== undefined) return;
    this.#lost = error;
    clearInterval(this.#pings);
    for (const connection of this.#connections.keys()) connection.markLost();
    if (what === "engine" && this.#attached !== undefined && !this.#ends) {
      this.#rescue = this.#free({ ...this.#attached, places: this.#places });
    } else if (what === "engine" && this.#embedded !== undefined) {
      this.#rescue = this.#endDebuggee(this.#embedded).catch(() => {});
    }
    this.#outlet.raise({ type: "lost", what, message: error.message });
  }
}

/** Connections of another engine never come here: the adapter opens one engine. */
function handleOf(connection: ProcessServerConnection): ServerHandle {
  return connection.use() as ServerHandle;
}
