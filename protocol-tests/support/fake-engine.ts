import { maskPassword } from "../../src/engine/connection-string.ts";
import type { EmbeddedServerOptions, Engine } from "../../src/engine/engine.ts";
import { EngineError } from "../../src/engine/errors.ts";
import type { EngineEvent, EngineListener } from "../../src/engine/events.ts";
import type {
  BreakpointState,
  Debuggee,
  EngineFeatures,
  EngineKind,
  FrameId,
  FrameInfo,
  LaunchOptions,
  Page,
  ProcessInfo,
  ScopeKind,
  SourceBreakpoint,
  StackWindow,
  StepGranularity,
  StepKind,
  StopReason,
  ThreadInfo,
  Variable,
} from "../../src/engine/model.ts";
import {
  ProcessServerConnection,
  type StartedProcessServer,
} from "../../src/engine/process-server.ts";

/** Names of the engine's calls and of the calls of its connections. */
type Call =
  | Exclude<keyof Engine, "kind" | "features" | "listen">
  | "disconnectProcessServer"
  | "endProcessServer"
  | "runningProcesses";

/** The address of the server that a fake engine starts for itself. */
export const embeddedAddress = "tcp:server=127.0.0.1,port=4999";

/**
 * An engine without a debuggee: it records its calls, answers from what a test puts into its
 * fields, and fails or hangs where a test wants it to.
 */
export class FakeEngine implements Engine {
  readonly kind: EngineKind = "gdb";
  features: EngineFeatures = { suspendDebuggee: true, singleThread: true };
  /** Every call so far, e.g. `launch /prog` or `step 7 over line`. */
  readonly calls: string[] = [];
  debuggee: Pick<Debuggee, "processId" | "name" | "pointerSize"> = {
    processId: 4711,
    name: "/prog",
    pointerSize: 8,
  };
  processes: ProcessInfo[] = [];
  threadList: ThreadInfo[] = [{ id: 7, name: "main" }];
  frames: FrameInfo[] = [];
  /** Answered by `variables` for each scope. */
  scopes: Record<ScopeKind, Variable[]> = { arguments: [], locals: [] };
  /** Answered by `children`, page by page. */
  containers = new Map<number, readonly Variable[]>();
  /** Answered by `evaluate`. */
  expressions = new Map<string, Variable>();
  /** Answered by `command`. */
  commands = new Map<string, string>();
  /** How breakpoints turn out; verified where they were asked for unless a test says otherwise. */
  breakpointAt: (path: string, line: number) => Partial<BreakpointState> = () => ({});
  /** Raised in the middle of the next call that sets the debuggee in motion. */
  stopDuringMotion: EngineEvent | undefined;
  /** Exit code of a debuggee that `kill` ends. */
  killedExitCode = 137;
  /** What the session wanted of the embedded server. */
  embedded: EmbeddedServerOptions | undefined;
  launched: LaunchOptions | undefined;

  #listener: EngineListener | undefined;
  #alive = false;
  #breakpointIds = new Map<string, number>();
  #failures = new Map<Call, Error>();
  #held = new Map<Call, Promise<void>>();
  readonly #hanging = new Set<(error: Error) => void>();

  /** Tells an event, as if something happened. */
  raise(event: EngineEvent): void {
    if (event.type === "exited") this.#alive = false;
    this.#listener?.(event);
  }

  /** Tells a stop of the main thread. */
  stop(reason: StopReason = { kind: "breakpoint", breakpointIds: [] }, threadId = 7): void {
    this.raise({ type: "stopped", stop: { threadId, reason } });
  }

  /** Makes the next call of this name fail. */
  failNext(call: Call, error: Error): void {
    this.#failures.set(call, error);
  }

  /** Makes calls of this name wait until the returned function is called. */
  hold(call: Call): () => void {
    let release: () => void = () => {};
    this.#held.set(
      call,
      new Promise((resolve) => {
        release = () => {
          this.#held.delete(call);
          resolve();
        };
      }),
    );
    return release;
  }

  listen(listener: EngineListener): void {
    this.#listener = listener;
  }

  async startProcessServer(): Promise<StartedProcessServer> {
    await this.#enter("startProcessServer");
    return { connectionString: embeddedAddress, end: async () => {} };
  }

  async waitForProcessServerEnd(): Promise<boolean> {
    await this.#enter("waitForProcessServerEnd");
    return true;
  }

  async startEmbeddedServer(options: EmbeddedServerOptions): Promise<string> {
    await this.#enter("startEmbeddedServer");
    this.embedded = options;
    await options.runInTerminal?.({ args: ["server", "--multi"], cwd: "/tmp", env: { A: "1" } });
    return embeddedAddress;
  }

  async connectProcessServer(connectionString: string): Promise<ProcessServerConnection> {
    await this.#enter("connectProcessServer", maskPassword(connectionString));
    return new ProcessServerConnection(maskPassword(connectionString), undefined, {
      disconnectProcessServer: () => this.#enter("disconnectProcessServer"),
      endProcessServer: () => this.#enter("endProcessServer"),
      runningProcesses: async () => {
        await this.#enter("runningProcesses");
        return this.processes;
      },
    });
  }

  async launch(connection: ProcessServerConnection, options: LaunchOptions): Promise<Debuggee> {
    connection.use();
    this.launched = options;
    await this.#enter("launch", options.program);
    this.#alive = true;
    return { ...this.debuggee, origin: "launched" };
  }

  async attach(connection: ProcessServerConnection, processId: number): Promise<Debuggee> {
    connection.use();
    await this.#enter("attach", processId);
    this.#alive = true;
    return { ...this.debuggee, processId, origin: "attached" };
  }

  async start({ stopAtEntry }: { stopAtEntry: boolean }): Promise<void> {
    await this.#move("start", ...(stopAtEntry ? ["stopAtEntry"] : []));
    if (stopAtEntry) this.stop({ kind: "entry" });
  }

  async resume(threadId?: number): Promise<void> {
    await this.#move("resume", ...(threadId === undefined ? [] : [threadId]));
  }

  async step(threadId: number, kind: StepKind, granularity: StepGranularity): Promise<void> {
    await this.#move("step", threadId, kind, granularity);
  }

  async interrupt(): Promise<void> {
    await this.#enter("interrupt");
  }

  async setSourceBreakpoints(
    path: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const lines = breakpoints.map(({ line }) => line);
    await this.#enter("setSourceBreakpoints", path, lines.join());
    return lines.map((line) => ({
      id: this.breakpointId(path, line),
      verified: true,
      line,
      ...this.breakpointAt(path, line),
    }));
  }

  /** The engine's own id of a breakpoint. */
  breakpointId(path: string, line: number): number {
    const key = `${path}:${line}`;
    const id = this.#breakpointIds.get(key) ?? 1000 + this.#breakpointIds.size;
    this.#breakpointIds.set(key, id);
    return id;
  }

  async threads(): Promise<readonly ThreadInfo[]> {
    await this.#enter("threads");
    return this.#alive ? this.threadList : [];
  }

  async stack(threadId: number, { start = 0, count }: Page): Promise<StackWindow> {
    await this.#enter("stack", threadId, start, count ?? "all");
    const end = count === undefined ? undefined : start + count;
    return { frames: this.frames.slice(start, end) };
  }

  async variables(frame: FrameId, scope: ScopeKind): Promise<readonly Variable[]> {
    await this.#enter("variables", frame.threadId, frame.level, scope);
    return this.scopes[scope];
  }

  async children(container: number, { start = 0, count }: Page): Promise<readonly Variable[]> {
    await this.#enter("children", container, start, count ?? "all");
    const end = count === undefined ? undefined : start + count;
    return this.containers.get(container)?.slice(start, end) ?? [];
  }

  async evaluate(expression: string, frame?: FrameId): Promise<Variable> {
    await this.#enter("evaluate", expression, frame?.level ?? "global");
    const found = this.expressions.get(expression);
    if (found !== undefined) return found;
    throw new EngineError("notFound", `'${expression}' names nothing here.`);
  }

  async command(text: string): Promise<string> {
    await this.#enter("command", text);
    const found = this.commands.get(text);
    if (found !== undefined) return found;
    throw new EngineError("native", `There is no command '${text}'.`);
  }

  async detach(): Promise<void> {
    await this.#enter("detach");
    this.#alive = false;
  }

  async suspend(): Promise<void> {
    await this.#enter("suspend");
    this.#alive = false;
  }

  async kill(): Promise<void> {
    await this.#enter("kill");
    if (this.#alive) this.raise({ type: "exited", exitCode: this.killedExitCode });
  }

  async close(): Promise<void> {
    const lost = new EngineError("lost", "The engine was closed.");
    for (const reject of this.#hanging) reject(lost);
    await this.#enter("close");
  }

  async #move(call: "start" | "resume" | "step", ...detail: (string | number)[]): Promise<void> {
    await this.#enter(call, ...detail);
    const event = this.stopDuringMotion;
    this.stopDuringMotion = undefined;
    if (event !== undefined) this.raise(event);
  }

  async #enter(call: Call, ...detail: (string | number)[]): Promise<void> {
    this.calls.push([call, ...detail].join(" "));
    const failure = this.#failures.get(call);
    this.#failures.delete(call);
    const held = this.#held.get(call);
    if (held !== undefined) {
      await new Promise<void>((resolve, reject) => {
        this.#hanging.add(reject);
        void held.then(resolve).finally(() => this.#hanging.delete(reject));
      });
    }
    if (failure !== undefined) throw failure;
  }
}
