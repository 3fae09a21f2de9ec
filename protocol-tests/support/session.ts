import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { AdapterProcess } from "./adapter-process.ts";
import type { Client } from "./client.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Events, Requests } from "./protocol.ts";
import type { Sample } from "./sample.ts";
import type { Bystander, Stage } from "./stage.ts";

/** How a session is to start. */
export interface SessionOptions {
  /** Markers at which the sample is to stop. */
  readonly at?: readonly string[];
  /** Arguments of the program; a sample with a heartbeat has its file as the first one already. */
  readonly args?: readonly string[];
  /** Whether the adapter starts a process server of its own. */
  readonly embedded?: boolean;
  /** More keys of the configuration. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** More of what the client can do. */
  readonly client?: Partial<Dap.InitializeRequestArguments>;
  /** Goes on between `initialized` and `configurationDone`; is given the reply to `initialize`. */
  readonly configure?: (dap: Client, initial: Dap.Capabilities) => Promise<void>;
  /** Another adapter than a new one on standard input and output. */
  readonly dap?: { client: Client; adapter: AdapterProcess };
}

/** What VS Code says of itself. */
export const vsCode: Dap.InitializeRequestArguments = {
  clientID: "vscode",
  clientName: "Visual Studio Code",
  adapterID: "process-server",
  pathFormat: "path",
  linesStartAt1: true,
  columnsStartAt1: true,
  supportsVariableType: true,
  supportsVariablePaging: true,
  supportsMemoryReferences: true,
  supportsInvalidatedEvent: true,
  supportsMemoryEvent: true,
  supportsProgressReporting: true,
};

/** Samples that take the file of their heartbeat as the first argument. */
const withHeartbeat = ["loop", "threads", "signals"];

/** One debug session of a sample, past its start-up. */
export class Session {
  readonly stage: Stage;
  readonly dap: Client;
  readonly adapter: AdapterProcess;
  readonly sample: Sample;
  readonly heartbeat: Heartbeat;
  readonly capabilities: Dap.Capabilities;
  /** Replies to the breakpoints of `options.at`. */
  readonly breakpoints: readonly Dap.Breakpoint[];
  #threadId = 0;

  private constructor(
    stage: Stage,
    parts: { client: Client; adapter: AdapterProcess },
    debuggee: { sample: Sample; heartbeat: Heartbeat },
    capabilities: Dap.Capabilities,
    breakpoints: readonly Dap.Breakpoint[],
  ) {
    this.stage = stage;
    this.dap = parts.client;
    this.adapter = parts.adapter;
    this.sample = debuggee.sample;
    this.heartbeat = debuggee.heartbeat;
    this.capabilities = capabilities;
    this.breakpoints = breakpoints;
  }

  static async launch(stage: Stage, name: string, options: SessionOptions): Promise<Session> {
    const sample = await stage.sample(name);
    const heartbeat = withHeartbeat.includes(name) ? stage.heartbeat() : new Heartbeat("/dev/null");
    const first = withHeartbeat.includes(name) ? [stage.engine.debuggeePath(heartbeat.file)] : [];
    const args = {
      program: stage.engine.debuggeePath(sample.file),
      args: [...first, ...(options.args ?? [])],
    };
    return Session.#start(stage, "launch", args, { sample, heartbeat }, options);
  }

  static attach(stage: Stage, bystander: Bystander, options: SessionOptions): Promise<Session> {
    const { processId } = bystander;
    return Session.#start(stage, "attach", { processId }, bystander, options);
  }

  /** Opens a dump of a sample. */
  static ofDump(
    stage: Stage,
    sample: Sample,
    dumpFile: string,
    options: SessionOptions = {},
  ): Promise<Session> {
    const debuggee = { sample, heartbeat: new Heartbeat("/dev/null") };
    return Session.#start(stage, "attach", { dumpFile }, debuggee, { ...options, embedded: true });
  }

  static async #start(
    stage: Stage,
    request: "launch" | "attach",
    args: Record<string, unknown>,
    debuggee: { sample: Sample; heartbeat: Heartbeat },
    options: SessionOptions,
  ): Promise<Session> {
    const { source, line } = debuggee.sample;
    const parts = options.dap ?? stage.dap();
    const dap = parts.client;
    const initial = await dap.request("initialize", { ...vsCode, ...options.client });
    const capabilities = { ...initial };
    const started = dap.send(request, {
      ...stage.engine.configuration,
      ...(options.embedded ? {} : { processServer: (await stage.server()).connectionString }),
      ...args,
      ...options.configuration,
    });
    const refused = started.then((reply) => {
      if (!reply.success) dap.fail(`'${request}' was refused.`);
      return reply;
    });
    refused.catch(() => {});
    await Promise.race([dap.next("initialized"), refused]);
    while (dap.pending("capabilities")) {
      Object.assign(capabilities, (await dap.next("capabilities")).capabilities);
    }
    let breakpoints: readonly Dap.Breakpoint[] = [];
    if (options.at !== undefined) {
      const lines = options.at.map((marker) => ({ line: line(marker) }));
      const reply = await dap.request("setBreakpoints", {
        source: { path: source },
        breakpoints: lines,
      });
      breakpoints = reply.breakpoints;
    }
    await options.configure?.(dap, initial);
    await dap.request("configurationDone");
    await refused;
    return new Session(stage, parts, debuggee, capabilities, breakpoints);
  }

  /** The thread of the latest stop. */
  get threadId(): number {
    return this.#threadId;
  }

  line(marker: string): number {
    return this.sample.line(marker);
  }

  /** Makes the markers, or lines, the only breakpoints of the sample's source. */
  async setBreakpoints(...at: readonly (string | number)[]): Promise<Dap.Breakpoint[]> {
    const reply = await this.dap.request("setBreakpoints", {
      source: { path: this.sample.source },
      breakpoints: at.map((where) => ({
        line: typeof where === "number" ? where : this.line(where),
      })),
    });
    return reply.breakpoints;
  }

  /** Makes these the only breakpoints of the sample's source; `at` names the marker of the line. */
  async setRules(
    ...rules: readonly (Omit<Dap.SourceBreakpoint, "line"> & { readonly at: string })[]
  ): Promise<Dap.Breakpoint[]> {
    const reply = await this.dap.request("setBreakpoints", {
      source: { path: this.sample.source },
      breakpoints: rules.map(({ at, ...rule }) => ({ ...rule, line: this.line(at) })),
    });
    return reply.breakpoints;
  }

  /** The next stop, which has to have this reason. */
  async stopped(reason: string): Promise<Events["stopped"]> {
    const stop = await this.dap.next("stopped");
    if (stop.reason !== reason) this.dap.fail(`Expected a stop by '${reason}'.`);
    this.#threadId = stop.threadId as number;
    return stop;
  }

  /** The next stop, with the frame it is in. */
  async stoppedIn(reason: string): Promise<Dap.StackFrame> {
    await this.stopped(reason);
    return this.top();
  }

  /** Frames of the stopped thread. */
  async frames(levels?: number): Promise<Dap.StackFrame[]> {
    const reply = await this.dap.request("stackTrace", { threadId: this.#threadId, levels });
    return reply.stackFrames;
  }

  /** The frame the stopped thread is in. */
  async top(): Promise<Dap.StackFrame> {
    const [frame] = await this.frames(1);
    return frame ?? this.dap.fail("The stack is empty.");
  }

  async continue(): Promise<void> {
    await this.dap.request("continue", { threadId: this.#threadId });
  }

  async pause(): Promise<void> {
    await this.dap.request("pause", { threadId: this.#threadId });
  }

  /** Variables of a scope of the frame, by name. */
  async scope(
    name: "Arguments" | "Locals" | "Registers",
    frameId?: number,
  ): Promise<Map<string, Dap.Variable>> {
    const { scopes } = await this.dap.request("scopes", {
      frameId: frameId ?? (await this.top()).id,
    });
    const scope = scopes.find((candidate) => candidate.name === name);
    if (scope === undefined) this.dap.fail(`There is no scope '${name}'.`);
    return this.variables(scope.variablesReference);
  }

  /** Members or elements, by name. */
  async variables(
    variablesReference: number,
    page: Partial<Dap.VariablesArguments> = {},
  ): Promise<Map<string, Dap.Variable>> {
    const reply = await this.dap.request("variables", { variablesReference, ...page });
    return new Map(reply.variables.map((variable) => [variable.name, variable]));
  }

  /** Evaluates in the frame the stopped thread is in. */
  async evaluate(
    expression: string,
    context: "watch" | "hover" | "repl" | "clipboard" = "watch",
  ): Promise<Requests["evaluate"]["body"]> {
    const { id: frameId } = await this.top();
    return this.dap.request("evaluate", { expression, context, frameId });
  }

  /** Lets the debuggee run to its end, which has to be this one. */
  async exits(exitCode: number): Promise<void> {
    const exited = await this.dap.next("exited");
    if (exited.exitCode !== exitCode) this.dap.fail(`Expected exit code ${exitCode}.`);
    await this.dap.next("terminated");
  }

  /** Ends the session the way most clients do, and waits until the adapter is gone. */
  async disconnect(args: Dap.DisconnectArguments = {}): Promise<void> {
    await this.dap.request("disconnect", args);
    this.dap.leftOver(["exited", "terminated"]);
    this.dap.hangUp();
    await this.adapter.ended;
  }
}
