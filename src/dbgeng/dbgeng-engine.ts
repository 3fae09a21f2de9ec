import { setTimeout } from "node:timers/promises";
import type { EmbeddedServerOptions, Engine, EngineOptions } from "../engine/engine.ts";
import { EngineError, sentenceOf } from "../engine/errors.ts";
import type { EngineListener } from "../engine/events.ts";
import type {
  BreakpointState,
  ContainerId,
  Debuggee,
  EngineFeatures,
  FrameId,
  LaunchOptions,
  Page,
  ScopeKind,
  SourceBreakpoint,
  StackWindow,
  StepGranularity,
  StepKind,
  ThreadInfo,
  Variable,
} from "../engine/model.ts";
import type {
  ProcessServerConnection,
  StartedProcessServer,
  StartProcessServerOptions,
} from "../engine/process-server.ts";
import { connectServer } from "./connect-server.ts";
import { EmbeddedServer } from "./embedded-server.ts";
import { EventOutlet } from "./event-outlet.ts";
import { HostProcess } from "./host-process.ts";
import { type HostProgram, hostProgram } from "./host-program.ts";
import type { CodePlace, HostEvent, ServerHandle } from "./host-protocol.ts";
import { rescueDebuggee, type Stranded } from "./rescue.ts";
import { startServer } from "./start-server.ts";

/** `close` must be over within two seconds. */
const leaveTimeoutMs = 1_800;

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
  try {
    await host.call("setUp", {
      symbolPath: (options.symbolPath ?? []).map((folder) => program.hostPath(folder)),
      initCommands: options.initCommands ?? [],
      underWine: program.underWine,
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

/** dbgeng as an `Engine`: every call goes to the engine host, every event comes from there. */
class DbgengEngine implements Engine {
  readonly kind = "dbgeng";
  // dbgeng can leave a debuggee suspended, but nobody could ever wake it up again.
  readonly features: EngineFeatures = { suspendDebuggee: false, singleThread: true };
  readonly #program: HostProgram;
  readonly #host: HostProcess;
  readonly #outlet: EventOutlet;
  /** Open connections, and the connection strings that made them. */
  readonly #connections = new Map<ProcessServerConnection, string>();
  readonly #log: (line: string) => void;
  #embedded: EmbeddedServer | undefined;
  /** The debuggee, when it was attached to. */
  #attached: Omit<Stranded, "places"> | undefined;
  #places: readonly CodePlace[] = [];
  #rescue: Promise<void> = Promise.resolve();
  #threads: readonly ThreadInfo[] = [];
  #lost: EngineError | undefined;

  constructor(
    program: HostProgram,
    host: HostProcess,
    outlet: EventOutlet,
    log: (line: string) => void,
  ) {
    this.#program = program;
    this.#log = log;
    this.#host = host;
    this.#outlet = outlet;
    host.onGone((error) => this.#lose("engine", error));
  }

  /** Takes an event of the host. */
  receive(event: HostEvent): void {
    if (event.type === "threads") this.#threads = event.threads;
    else if (event.type === "places") this.#places = event.places;
    else if (event.type === "lost") this.#lose(event.what, new EngineError("lost", event.message));
    else {
      // What was written before the event is told before it.
      this.#embedded?.drain();
      if (event.type === "exited") this.#attached = undefined;
      this.#outlet.raise(event);
    }
  }

  listen(listener: EngineListener): void {
    this.#outlet.listen(listener);
  }

  startProcessServer({ transport }: StartProcessServerOptions): Promise<StartedProcessServer> {
    return this.#call(() => startServer(this.#host, transport));
  }

  async waitForProcessServerEnd(timeoutMs?: number): Promise<boolean> {
    return this.#call(() => this.#host.call("waitForProcessServerEnd", timeoutMs ?? null));
  }

  async startEmbeddedServer(options: EmbeddedServerOptions): Promise<string> {
    this.#embedded = await this.#call(() =>
      EmbeddedServer.start(this.#program, options, (channel, text) =>
        this.#outlet.raise({ type: "output", channel, text }),
      ),
    );
    return this.#embedded.connectionString;
  }

  async connectProcessServer(
    connectionString: string,
  ): Promise<ProcessServerConnection<ServerHandle>> {
    const connection = await this.#call(() => connectServer(this.#host, connectionString));
    this.#connections.set(connection, connectionString);
    return connection;
  }

  async launch(connection: ProcessServerConnection, options: LaunchOptions): Promise<Debuggee> {
    const handle = handleOf(connection);
    const debuggee = await this.#call(() => this.#host.call("launch", handle, options));
    await this.#embedded?.ward(debuggee.processId);
    return debuggee;
  }

  async attach(connection: ProcessServerConnection, processId: number): Promise<Debuggee> {
    const handle = handleOf(connection);
    const debuggee = await this.#call(() => this.#host.call("attach", handle, processId));
    const connectionString = this.#connections.get(connection) ?? "";
    this.#attached = { connectionString, processId };
    return debuggee;
  }

  start(options: { stopAtEntry: boolean }): Promise<void> {
    return this.#call(() => this.#host.call("start", options));
  }

  resume(threadId?: number): Promise<void> {
    return this.#call(() => this.#host.call("resume", threadId ?? null));
  }

  step(threadId: number, kind: StepKind, granularity: StepGranularity): Promise<void> {
    return this.#call(() => this.#host.call("step", threadId, kind, granularity));
  }

  interrupt(): Promise<void> {
    return this.#call(async () => {
      // Nobody waits for the engine here: it may be busy until the debuggee stops.
      this.#host.call("interrupt").catch(() => {});
    });
  }

  setSourceBreakpoints(
    path: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    return this.#call(() => this.#host.call("setSourceBreakpoints", path, breakpoints));
  }

  async threads(): Promise<readonly ThreadInfo[]> {
    return this.#call(async () => this.#threads);
  }

  stack(threadId: number, page: Page): Promise<StackWindow> {
    return this.#call(() => this.#host.call("stack", threadId, page));
  }

  variables(frame: FrameId, scope: ScopeKind): Promise<readonly Variable[]> {
    return this.#call(() => this.#host.call("variables", frame, scope));
  }

  children(container: ContainerId, page: Page): Promise<readonly Variable[]> {
    return this.#call(() => this.#host.call("children", container, page));
  }

  evaluate(expression: string, frame?: FrameId): Promise<Variable> {
    return this.#call(() => this.#host.call("evaluate", expression, frame ?? null));
  }

  command(text: string, frame?: FrameId): Promise<string> {
    return this.#call(() => this.#host.call("command", text, frame ?? null));
  }

  async detach(): Promise<void> {
    await this.#call(() => this.#host.call("detach"));
    this.#attached = undefined;
  }

  async suspend(): Promise<void> {
    throw new EngineError(
      "unsupported",
      "The dbgeng engine cannot leave the debuggee stopped: nothing could make it run again.",
    );
  }

  kill(): Promise<void> {
    return this.#call(() => this.#host.call("kill"));
  }

  async close(): Promise<void> {
    this.#outlet.close();
    await this.#host.leave(leaveTimeoutMs);
    await Promise.race([this.#rescue, setTimeout(leaveTimeoutMs, undefined, { ref: false })]);
    this.#embedded?.leave();
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    return this.#lost === undefined ? work() : Promise.reject(this.#lost);
  }

  #lose(what: "processServer" | "engine", error: EngineError): void {
    if (this.#lost !== undefined) return;
    this.#lost = error;
    for (const connection of this.#connections.keys()) connection.markLost();
    if (what === "engine" && this.#attached !== undefined) {
      const stranded = { ...this.#attached, places: this.#places };
      this.#rescue = rescueDebuggee(this.#program, stranded).catch((failure) =>
        this.#log(`The debuggee could not be freed: ${sentenceOf(failure)}`),
      );
    }
    this.#outlet.raise({ type: "lost", what, message: error.message });
  }
}

/** Connections of another engine never come here: the adapter opens one engine. */
function handleOf(connection: ProcessServerConnection): ServerHandle {
  return connection.use() as ServerHandle;
}
