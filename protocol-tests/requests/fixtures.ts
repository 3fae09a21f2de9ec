import { PassThrough } from "node:stream";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { test as base } from "vitest";
import { Session } from "../../adapter/session/session.ts";
import type { EngineOptions } from "../../src/engine/engine.ts";
import type { EngineKind, ScopeKind } from "../../src/engine/model.ts";
import { Client } from "../support/client.ts";
import { FakeEngine } from "../support/fake-engine.ts";

/** The address that configurations of these tests name. */
export const address = "tcp:server=box,port=5005";

/** Breakpoints, frames and the like are in this file. */
export const source = "/src/prog.c";

/** A session over streams in memory, with an engine without a debuggee. */
export class Conversation {
  readonly engine = new FakeEngine();
  readonly dap: Client;
  readonly session: Session;
  /** What the session opened. */
  readonly opened: { readonly kind: EngineKind; readonly options: EngineOptions }[] = [];
  /** Lines of the log that tell of defects. */
  readonly log: string[] = [];
  /** Made to fail where no engine is to be had. */
  openFailure: Error | undefined;

  constructor() {
    const toAdapter = new PassThrough();
    const toClient = new PassThrough();
    this.session = new Session({
      openEngine: async (kind, options) => {
        this.opened.push({ kind, options });
        if (this.openFailure !== undefined) throw this.openFailure;
        return this.engine;
      },
      exceptionFilters: [
        { id: "seen-early", label: "Early", description: "Of any engine.", default: true },
      ],
      log: (line) => this.log.push(line),
    });
    this.session.start(toAdapter, toClient);
    this.dap = new Client(toClient, toAdapter, { patienceMs: 10_000 });
  }

  initialize(client: Partial<Dap.InitializeRequestArguments> = {}): Promise<Dap.Capabilities> {
    return this.dap.request("initialize", { adapterID: "process-server", ...client });
  }

  /** Launches up to the point where the client configures. The reply is still to come. */
  async begin(
    configuration: Record<string, unknown> = {},
    request: "launch" | "attach" = "launch",
  ): Promise<{ started: Promise<Dap.Response> }> {
    const what = request === "launch" ? { program: "/prog" } : { processId: 4711 };
    const started = this.dap.send(request, { processServer: address, ...what, ...configuration });
    await this.dap.next("initialized");
    return { started };
  }

  /** Starts a session whose debuggee runs. */
  async run(
    configuration: Record<string, unknown> = {},
    options: {
      client?: Partial<Dap.InitializeRequestArguments>;
      request?: "launch" | "attach";
    } = {},
  ): Promise<void> {
    await this.initialize(options.client);
    const { started } = await this.begin(configuration, options.request);
    await this.dap.request("configurationDone");
    const { success } = await started;
    if (!success) this.dap.fail("The session did not start.");
    this.engine.calls.length = 0;
  }

  /** Starts a session whose debuggee stops at once. */
  async stop(
    client: Partial<Dap.InitializeRequestArguments> = {},
    configuration: Record<string, unknown> = {},
  ): Promise<void> {
    await this.run(configuration, { client });
    this.engine.stop();
    await this.dap.next("stopped");
  }

  /** Id of the innermost frame. */
  async frameId(): Promise<number> {
    this.engine.frames = [{ level: 0, name: "main", address: 0x1000n, source: at(3) }];
    const { stackFrames } = await this.dap.request("stackTrace", { threadId: 7 });
    return stackFrames[0]?.id ?? this.dap.fail("There is no frame.");
  }

  /** Reference of a scope of the innermost frame. */
  async scopeReference(hint: ScopeKind): Promise<number> {
    const { scopes } = await this.dap.request("scopes", { frameId: await this.frameId() });
    const scope = scopes.find(({ presentationHint }) => presentationHint === hint);
    return scope?.variablesReference ?? this.dap.fail(`There are no ${hint}.`);
  }
}

/** A position in the source file of these tests. */
export const at = (line: number) => ({ path: source, line });

interface Fixtures {
  /** A client that has not said anything yet. */
  talk: Conversation;
}

/** A test of one request, in milliseconds. When it fails it prints the conversation. */
export const test = base.extend<Fixtures>({
  talk: async ({ onTestFailed }, use) => {
    const talk = new Conversation();
    onTestFailed(() => {
      process.stderr.write(`\n${talk.dap.transcript.join("\n")}\n${talk.log.join("\n")}\n`);
    });
    await use(talk);
    talk.dap.expectQuiet();
    if (talk.log.length > 0) throw new Error(`The adapter has defects:\n${talk.log.join("\n")}`);
  },
});

export { describe, expect } from "vitest";
