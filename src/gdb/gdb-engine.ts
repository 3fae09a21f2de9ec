import type { EmbeddedServerOptions, Engine, EngineOptions } from "../engine/engine.ts";
import type { EngineListener } from "../engine/events.ts";
import type {
  BreakpointState,
  ContainerId,
  Debuggee,
  EngineFeatures,
  FrameId,
  LaunchOptions,
  Page,
  ProcessInfo,
  ScopeKind,
  SourceBreakpoint,
  StackWindow,
  StepGranularity,
  StepKind,
  ThreadInfo,
  Variable,
} from "../engine/model.ts";
import {
  type ProcessServerCalls,
  ProcessServerConnection,
  type StartedProcessServer,
  type StartProcessServerOptions,
} from "../engine/process-server.ts";
import { DebugSession } from "./debug-session.ts";
import { EmbeddedServer } from "./embedded-server.ts";
import { type GdbOptions, GdbProcess } from "./gdb-process.ts";
import { runningProcesses } from "./running-processes.ts";
import { readServerAddress } from "./server-address.ts";
import type { ServerLink } from "./server-link.ts";
import { readStack } from "./stack.ts";
import { StartedServer } from "./started-server.ts";
import { runUserCommand } from "./user-command.ts";
import type { Place } from "./variables.ts";

/**
 * Opens a gdb engine.
 * @throws {EngineError} `missing` when gdb is not installed or too old.
 */
export async function openGdbEngine(options: EngineOptions): Promise<Engine> {
  const gdbOptions: GdbOptions = {
    gdbPath: options.gdbPath,
    symbolPath: options.symbolPath,
    log: options.log ?? (() => {}),
  };
  const gdb = await GdbProcess.start(gdbOptions);
  const engine = new GdbEngine(gdb, gdbOptions);
  await engine.runInitCommands(options.initCommands ?? []);
  return engine;
}

const stepVerbs = {
  over: "-exec-next",
  into: "-exec-step",
  out: "-exec-finish",
} as const;

/** The engine over gdb: `gdb --interpreter=mi3` connected to a gdbserver. */
class GdbEngine implements Engine, ProcessServerCalls<ServerLink> {
  readonly kind = "gdb";
  readonly features: EngineFeatures = { suspendDebuggee: true, singleThread: true };
  readonly #options: GdbOptions;
  readonly #session: DebugSession;
  #started: StartedServer | undefined;
  #embedded: EmbeddedServer | undefined;
  #closing: Promise<void> | undefined;

  constructor(gdb: GdbProcess, options: GdbOptions) {
    this.#options = options;
    this.#session = new DebugSession(gdb, options, {
      launched: (processId) => this.#embedded?.launched(processId),
      released: (processId) => this.#embedded?.released(processId),
      ended: async (processId) => this.#embedded?.ended(processId),
    });
  }

  listen(listener: EngineListener): void {
    this.#session.events.listen(listener);
  }

  async runInitCommands(commands: readonly string[]): Promise<void> {
    for (const command of commands) {
      const text = await this.command(command).catch((error: Error) => `${error.message}\n`);
      if (text !== "") this.#session.events.push({ type: "output", channel: "engine", text });
    }
  }

  async startProcessServer(options: StartProcessServerOptions): Promise<StartedProcessServer> {
    this.#started = await StartedServer.start(options, this.#options.gdbPath);
    return this.#started;
  }

  async waitForProcessServerEnd(timeoutMs?: number): Promise<boolean> {
    const ended = this.#started?.ended ?? Promise.resolve();
    if (timeoutMs === undefined) return ended.then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
    });
    return Promise.race([ended.then(() => true), timeUp]).finally(() => clearTimeout(timer));
  }

  async startEmbeddedServer(options: EmbeddedServerOptions): Promise<string> {
    this.#embedded = await EmbeddedServer.start(options, this.#options, (channel, text) =>
      this.#session.events.push({ type: "output", channel, text }),
    );
    await this.#session.useLocalFiles(this.#embedded.wrapped);
    return this.#embedded.connectionString;
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

  async launch(connection: ProcessServerConnection, options: LaunchOptions): Promise<Debuggee> {
    return this.#session.launch(connection.use() as ServerLink, options);
  }

  async attach(connection: ProcessServerConnection, processId: number): Promise<Debuggee> {
    return this.#session.attach(connection.use() as ServerLink, processId);
  }

  async start(options: { stopAtEntry: boolean }): Promise<void> {
    await this.#session.run.start(options.stopAtEntry);
  }

  async resume(threadId?: number): Promise<void> {
    await this.#session.run.resume(threadId);
  }

  async step(threadId: number, kind: StepKind, granularity: StepGranularity): Promise<void> {
    const whole = granularity !== "instruction" || kind === "out";
    await this.#session.run.step(
      threadId,
      whole ? stepVerbs[kind] : `${stepVerbs[kind]}-instruction`,
    );
  }

  async interrupt(): Promise<void> {
    await this.#session.interrupt();
  }

  async setSourceBreakpoints(
    path: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    return this.#session.breakpoints.replace(path, breakpoints);
  }

  async threads(): Promise<readonly ThreadInfo[]> {
    return this.#session.listThreads();
  }

  async stack(threadId: number, page: Page): Promise<StackWindow> {
    const { thread } = this.#place({ threadId, level: 0 });
    return readStack(this.#session.mi, thread, page);
  }

  async variables(frame: FrameId, scope: ScopeKind): Promise<readonly Variable[]> {
    return this.#session.variables.list(this.#place(frame), scope);
  }

  async children(container: ContainerId, page: Page): Promise<readonly Variable[]> {
    this.#session.run.requireStopped();
    return this.#session.variables.children(container, page);
  }

  async evaluate(expression: string, frame?: FrameId): Promise<Variable> {
    this.#session.run.requireStopped();
    return this.#session.variables.evaluate(expression, this.#placeOrLast(frame));
  }

  async command(text: string, frame?: FrameId): Promise<string> {
    const place = frame && this.#place(frame);
    return this.#session.asUser(() => runUserCommand(this.#session.mi, text, place));
  }

  async detach(): Promise<void> {
    await this.#session.end("detach");
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
    await Promise.all([this.#started?.end(), this.#embedded?.leave()]);
  }

  #place(frame: FrameId): Place {
    this.#session.run.requireStopped();
    return { thread: this.#session.run.requireThread(frame.threadId), level: frame.level };
  }

  #placeOrLast(frame: FrameId | undefined): Place | undefined {
    const threadId = frame?.threadId ?? this.#session.run.lastStopped;
    if (threadId === undefined) return undefined;
    return this.#place({ threadId, level: frame?.level ?? 0 });
  }
}
