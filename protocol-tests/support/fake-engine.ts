import { maskPassword } from "../../src/engine/connection-string.ts";
import type { EmbeddedServerOptions, Engine } from "../../src/engine/engine.ts";
import { EngineError } from "../../src/engine/errors.ts";
import type { EngineEvent, EngineListener } from "../../src/engine/events.ts";
import type {
  Debuggee,
  DumpOptions,
  EngineFeatures,
  EngineKind,
  HeldProcess,
  LaunchOptions,
  ProcessInfo,
  StepGranularity,
  StepKind,
  StopReason,
  ThreadInfo,
} from "../../src/engine/model.ts";
import {
  ProcessServerConnection,
  type StartedProcessServer,
} from "../../src/engine/process-server.ts";
import { FakeInspection } from "./fake-inspection.ts";

/** The address of the server that a fake engine starts for itself. */
export const embeddedAddress = "tcp:server=127.0.0.1,port=4999";

/**
 * An engine without a debuggee: it records its calls, answers from what a test puts into its
 * fields, and fails or hangs where a test wants it to.
 */
export class FakeEngine extends FakeInspection implements Engine {
  readonly kind: EngineKind = "gdb";
  readonly version = "fake 1.0";
  features: EngineFeatures = { suspendDebuggee: true, singleThread: true, sharedServers: false };
  debuggee: Pick<HeldProcess, "processId" | "name" | "pointerSize"> = {
    processId: 4711,
    name: "/prog",
    pointerSize: 8,
  };
  /** What a dump is of. */
  dump: Omit<Debuggee, "origin"> = { processId: 4712, name: "/dumped", pointerSize: 8 };
  processes: ProcessInfo[] = [];
  threadList: ThreadInfo[] = [{ id: 7, name: "main" }];
  /** Raised in the middle of the next call that sets the debuggee in motion. */
  stopDuringMotion: EngineEvent | undefined;
  /** Exit code of a debuggee that `kill` ends. */
  killedExitCode = 137;
  /** What the session wanted of the embedded server. */
  embedded: EmbeddedServerOptions | undefined;
  launched: LaunchOptions | undefined;

  #listener: EngineListener | undefined;
  #alive = false;
  #isDump = false;

  /** Tells an event, as if something happened. */
  raise(event: EngineEvent): void {
    if (event.type === "exited") this.#alive = false;
    this.#listener?.(event);
  }

  /** Tells a stop of the main thread. */
  stop(reason: StopReason = { kind: "breakpoint", breakpointIds: [] }, threadId = 7): void {
    this.raise({ type: "stopped", stop: { threadId, reason } });
  }

  listen(listener: EngineListener): void {
    this.#listener = listener;
  }

  async startProcessServer(): Promise<StartedProcessServer> {
    await this.enter("startProcessServer");
    return { connectionString: embeddedAddress, end: async () => {} };
  }

  async waitForProcessServerEnd(): Promise<boolean> {
    await this.enter("waitForProcessServerEnd");
    return true;
  }

  async startEmbeddedServer(options: EmbeddedServerOptions): Promise<string> {
    await this.enter("startEmbeddedServer");
    this.embedded = options;
    await options.runInTerminal?.({ args: ["server", "--multi"], cwd: "/tmp", env: { A: "1" } });
    return embeddedAddress;
  }

  async connectProcessServer(connectionString: string): Promise<ProcessServerConnection> {
    await this.enter("connectProcessServer", maskPassword(connectionString));
    return new ProcessServerConnection(maskPassword(connectionString), undefined, {
      disconnectProcessServer: () => this.enter("disconnectProcessServer"),
      endProcessServer: () => this.enter("endProcessServer"),
      runningProcesses: async () => {
        await this.enter("runningProcesses");
        return this.processes;
      },
    });
  }

  async launch(connection: ProcessServerConnection, options: LaunchOptions): Promise<HeldProcess> {
    connection.use();
    this.launched = options;
    await this.enter("launch", options.program);
    this.#alive = true;
    return { ...this.debuggee, origin: "launched" };
  }

  async attach(connection: ProcessServerConnection, processId: number): Promise<HeldProcess> {
    connection.use();
    await this.enter("attach", processId);
    this.#alive = true;
    return { ...this.debuggee, processId, origin: "attached" };
  }

  async openDump({ dumpFile, program }: DumpOptions): Promise<Debuggee> {
    await this.enter("openDump", dumpFile, ...(program === undefined ? [] : [program]));
    this.#alive = true;
    this.#isDump = true;
    return { ...this.dump, origin: "dump" };
  }

  async start({ stopAtEntry }: { stopAtEntry: boolean }): Promise<void> {
    if (this.#isDump) {
      await this.enter("start");
      this.stop({ kind: "exception", name: "SIGSEGV" });
      return;
    }
    await this.#move("start", ...(stopAtEntry ? ["stopAtEntry"] : []));
    if (stopAtEntry) this.stop({ kind: "entry" });
  }

  async resume(threadId?: number): Promise<void> {
    await this.#move("resume", ...(threadId === undefined ? [] : [threadId]));
  }

  async step(
    threadId: number,
    kind: StepKind,
    granularity: StepGranularity,
    { alone, targetId }: { readonly alone?: boolean; readonly targetId?: number } = {},
  ): Promise<void> {
    const how = [...(alone ? ["alone"] : []), ...(targetId ? [`target ${targetId}`] : [])];
    await this.#move("step", threadId, kind, granularity, ...how);
  }

  async settleChild(processId: number, followed: boolean): Promise<void> {
    await this.enter("settleChild", processId, String(followed));
  }

  async goTo(threadId: number, targetId: number): Promise<void> {
    await this.#move("goTo", threadId, targetId);
    this.stop({ kind: "goto" }, threadId);
  }

  async interrupt(threadId?: number): Promise<void> {
    await this.enter("interrupt", ...(threadId === undefined ? [] : [threadId]));
  }

  async threads(): Promise<readonly ThreadInfo[]> {
    await this.enter("threads");
    return this.#alive ? this.threadList : [];
  }

  async detach(): Promise<void> {
    await this.enter("detach");
    this.#alive = false;
  }

  async suspend(): Promise<void> {
    await this.enter("suspend");
    this.#alive = false;
  }

  async kill(): Promise<void> {
    await this.enter("kill");
    if (this.#alive) this.raise({ type: "exited", exitCode: this.killedExitCode });
  }

  async close(): Promise<void> {
    const lost = new EngineError("lost", "The engine was closed.");
    this.cutShort(lost);
    await this.enter("close");
  }

  async #move(
    call: "start" | "resume" | "step" | "goTo",
    ...detail: (string | number)[]
  ): Promise<void> {
    await this.enter(call, ...detail);
    const event = this.stopDuringMotion;
    this.stopDuringMotion = undefined;
    if (event !== undefined) this.raise(event);
  }
}
