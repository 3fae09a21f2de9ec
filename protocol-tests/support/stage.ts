import { randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { AdapterProcess, type Ended, isWineService } from "./adapter-process.ts";
import type { Client } from "./client.ts";
import type { TestEngine, TestServer } from "./engines/test-engine.ts";
import { eventually } from "./eventually.ts";
import { Heartbeat } from "./heartbeat.ts";
import { killNow, processesNaming, processesOf, type SeenProcess } from "./processes.ts";
import { buildFile, buildSample, type Sample } from "./sample.ts";
import { Session, type SessionOptions } from "./session.ts";

/** A debuggee that runs with nobody debugging it. */
export interface Bystander {
  readonly sample: Sample;
  readonly heartbeat: Heartbeat;
  /** Process id as its process server lists it. */
  readonly processId: number;
}

/** Everything one test starts; nothing of it outlives {@link Stage.clear}. */
export class Stage {
  readonly engine: TestEngine;
  /** A folder of the test's own. */
  readonly folder: string;
  readonly patienceMs: number;
  readonly #mark = { name: "PSDAP_TEST_STAGE", value: randomUUID() };
  readonly #clients: Client[] = [];
  readonly #adapters: AdapterProcess[] = [];
  readonly #servers: Promise<TestServer>[] = [];
  #heartbeats = 0;

  constructor(engine: TestEngine) {
    this.engine = engine;
    this.patienceMs = engine.kind === "gdb" ? 30_000 : 90_000;
    this.folder = mkdtempSync(join(tmpdir(), "psdap-test-"));
  }

  get #environment(): Record<string, string> {
    return { [this.#mark.name]: this.#mark.value };
  }

  /** The process server of this test, started when it is first asked for. */
  server(): Promise<TestServer> {
    return this.#servers[0] ?? this.anotherServer();
  }

  /** One more process server. */
  anotherServer(): Promise<TestServer> {
    const server = this.engine.startServer(this.#environment);
    this.#servers.push(server);
    return server;
  }

  sample(name: string): Promise<Sample> {
    return buildSample(name, this.engine.toolchain);
  }

  /** Starts the adapter without talking to it. */
  psdap(args: readonly string[] = [], environment: Record<string, string> = {}): AdapterProcess {
    const adapter = new AdapterProcess(args, {
      ...this.engine.environment,
      ...this.#environment,
      ...environment,
    });
    this.#adapters.push(adapter);
    return adapter;
  }

  /** Runs the command line to its end. */
  async command(args: readonly string[], environment: Record<string, string> = {}) {
    const adapter = this.psdap(args, environment);
    adapter.stdin.end();
    return adapter.finished() as Promise<Ended & { stdout: string; stderr: string }>;
  }

  /** A client of an adapter of its own, before its first request. */
  dap(environment: Record<string, string> = {}): { client: Client; adapter: AdapterProcess } {
    const adapter = this.psdap([], environment);
    return { client: this.watch(adapter.client(this.patienceMs)), adapter };
  }

  /** Has the conversation checked at the end of the test, and printed when the test fails. */
  watch(client: Client): Client {
    this.#clients.push(client);
    return client;
  }

  /** A heartbeat that nothing beats for yet. */
  heartbeat(): Heartbeat {
    this.#heartbeats += 1;
    return new Heartbeat(join(this.folder, `heartbeat-${this.#heartbeats}`));
  }

  /** A copy of a sample's program under another name, in the test's folder or one below it. */
  async copyOf(sample: string, name: string, folder = this.folder): Promise<string> {
    const { file } = await this.sample(sample);
    const copy = join(folder, name + extname(file));
    copyFileSync(file, copy);
    return copy;
  }

  /** Builds a source file of the test's own; answers the program. */
  build(source: string): Promise<string> {
    return buildFile(source, this.engine.toolchain, this.folder);
  }

  /** A folder below the test's own. */
  subfolder(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    return folder;
  }

  /** Starts a sample that leaves a heartbeat, with nobody debugging it, and waits until it runs. */
  async run(name: string, program?: string): Promise<Bystander> {
    const sample = await this.sample(name);
    const heartbeat = this.heartbeat();
    this.engine.run(
      program ?? sample.file,
      [this.engine.debuggeePath(heartbeat.file)],
      this.#environment,
    );
    return { sample, heartbeat, processId: (await heartbeat.first()).pid };
  }

  /** Checksum of a heartbeat sample's code when nobody debugs it. */
  async cleanCode(name: string): Promise<string> {
    const sample = await this.sample(name);
    const heartbeat = this.heartbeat();
    this.engine.run(
      sample.file,
      [this.engine.debuggeePath(heartbeat.file), "0"],
      this.#environment,
    );
    return (await heartbeat.first()).code;
  }

  /** Launches a sample: start-up is over and the debuggee is let go when this resolves. */
  launch(name: string, options: SessionOptions = {}): Promise<Session> {
    return Session.launch(this, name, options);
  }

  /** Starts a sample and attaches to it. */
  async attach(name: string, options: SessionOptions = {}): Promise<Session> {
    return Session.attach(this, await this.run(name), options);
  }

  /** Whether the test's process server takes a new session. */
  async serverAccepts(): Promise<boolean> {
    const { connectionString } = await this.server();
    const args = ["ps", "--processServer", connectionString, "--json", ...this.engine.options];
    const { code, stdout, stderr } = await this.command(args);
    if (code !== 0) throw new Error(`The process server takes no new session: ${stderr}`);
    return (JSON.parse(stdout) as unknown[]).length > 0;
  }

  /** Fails when a conversation broke a rule or ended with events nobody expected. */
  expectQuiet(): void {
    for (const client of this.#clients) client.expectQuiet();
  }

  /** All conversations and what the adapters wrote to standard error, to be shown on a failure. */
  story(): string {
    const conversations = this.#clients.map((client) => client.story);
    const errors = this.#adapters.map((adapter) => adapter.stderr).filter((text) => text !== "");
    return [...conversations, ...errors].join("\n---\n");
  }

  /** Ends everything the test started, and nothing else. */
  async clear(): Promise<void> {
    const own = new Set<number>();
    for (const { child, pid } of this.#adapters) {
      if (child.exitCode === null && child.signalCode === null) own.add(pid);
    }
    for (const server of this.#servers) {
      const started = await server.catch(() => undefined);
      if (started?.alive) own.add(started.pid);
    }
    for (const { pid } of this.#stragglers()) own.add(pid);
    for (const pid of own) killNow(pid);
    await eventually("the end of the test's processes", () => this.#stragglers().length === 0);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
  }

  /** Processes below the test's own that still live: helpers, debuggees, bystanders. */
  #stragglers(): SeenProcess[] {
    // What dbgeng starts has an environment of its own, but debuggees are told this folder.
    const debuggees = processesNaming(basename(this.folder));
    if (process.platform === "win32") {
      return [...this.#adapters.flatMap((adapter) => adapter.helpers()), ...debuggees];
    }
    const marked = processesOf(process.pid, this.#mark);
    return [...marked.filter(({ commandLine }) => !isWineService(commandLine)), ...debuggees];
  }
}
