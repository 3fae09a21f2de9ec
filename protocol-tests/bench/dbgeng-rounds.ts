import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Engine } from "../../src/engine/engine.ts";
import type { EngineEvent } from "../../src/engine/events.ts";
import type { FrameId } from "../../src/engine/model.ts";
import { openEngine } from "../../src/engines.ts";
import { programFile } from "../../src/util/program-file.ts";
import type { TestEngine } from "../support/engines/test-engine.ts";
import { buildSample } from "../support/sample.ts";
import { BenchClient } from "./bench-client.ts";
import type { Row } from "./table.ts";
import type { Times } from "./times.ts";

const steps = 20;

/** The rows of dbgeng, through the adapter and without it. */
export const dbgengRows: readonly Row[] = [
  "launch to first stop",
  "step over to stopped",
  "step to locals shown",
  "stackTrace of 20 frames",
  "scopes and variables",
  "evaluate",
  "setBreakpoints with one line",
  "disassemble 50 instructions",
  "disconnect to exit",
].map((measured) => ({ name: measured, measured, part: 0.5 }));

/** Measures dbgeng through the adapter, as a client sees it. */
export async function measureThroughAdapter(test: TestEngine, times: Times): Promise<void> {
  const { file, source, line } = await buildSample("counting", test.toolchain);
  const server = await test.startServer({});
  const client = new BenchClient([process.execPath, programFile("psdap.mjs")], test.environment);
  try {
    await client.request("initialize", {
      adapterID: "process-server",
      supportsVariableType: true,
      supportsMemoryReferences: true,
    });
    const breakpoints = [{ line: line("visit") }];
    const set = () => client.request("setBreakpoints", { source: { path: source }, breakpoints });
    const threadId = await times.measure("launch to first stop", async () => {
      const launched = client.request("launch", {
        ...test.configuration,
        processServer: server.connectionString,
        program: test.debuggeePath(file),
        args: ["1000"],
      });
      await client.event("initialized");
      await set();
      await client.request("configurationDone");
      await launched;
      return (await client.event<{ threadId: number }>("stopped")).threadId;
    });
    const frames = () =>
      client.request<Dap.StackTraceResponse["body"]>("stackTrace", { threadId, levels: 20 });
    for (let count = 0; count < steps; count++) {
      const stepping = performance.now();
      const stopped = client.event("stopped");
      await client.request("next", { threadId });
      await stopped;
      times.add("step over to stopped", performance.now() - stepping);
      const { stackFrames } = await times.measure("stackTrace of 20 frames", frames);
      const frameId = stackFrames[0]?.id;
      await times.measure("scopes and variables", async () => {
        const { scopes } = await client.request<Dap.ScopesResponse["body"]>("scopes", { frameId });
        for (const { variablesReference, expensive } of scopes) {
          if (!expensive) await client.request("variables", { variablesReference });
        }
      });
      times.add("step to locals shown", performance.now() - stepping);
      await times.measure("evaluate", () =>
        client.request("evaluate", { expression: "calls + 1", frameId, context: "watch" }),
      );
      await times.measure("setBreakpoints with one line", set);
      await times.measure("disassemble 50 instructions", () =>
        client.request("disassemble", {
          memoryReference: stackFrames[0]?.instructionPointerReference,
          instructionCount: 50,
        }),
      );
    }
    const ending = performance.now();
    await client.request("disconnect", { terminateDebuggee: true });
    await client.gone();
    times.add("disconnect to exit", performance.now() - ending);
  } finally {
    client.clear();
    process.kill(server.pid, "SIGKILL");
  }
}

/** Measures the same work without DAP: the engine host alone, called through the contract. */
export async function measureEngineHost(test: TestEngine, times: Times): Promise<void> {
  const { file, source, line } = await buildSample("counting", test.toolchain);
  const server = await test.startServer({});
  Object.assign(process.env, test.environment);
  const stops = new Stops();
  let opened: Engine | undefined;
  try {
    const path = test.debuggeePath(source);
    const lines = [{ line: line("visit") }];
    const host = await times.measure("launch to first stop", async () => {
      opened = await openEngine("dbgeng", { dbgengPath: String(test.configuration.dbgengPath) });
      opened.listen((event) => stops.take(event));
      const connection = await opened.connectProcessServer(server.connectionString);
      await opened.launch(connection, { program: test.debuggeePath(file), args: ["1000"] });
      await opened.setSourceBreakpoints(path, lines);
      await opened.start({ stopAtEntry: false });
      return { engine: opened, connection, threadId: await stops.next() };
    });
    const { engine, threadId } = host;
    for (let count = 0; count < steps; count++) {
      const stepping = performance.now();
      await engine.step(threadId, "over", "statement");
      await stops.next();
      times.add("step over to stopped", performance.now() - stepping);
      const window = await times.measure("stackTrace of 20 frames", () =>
        engine.stack(threadId, { start: 0, count: 20 }),
      );
      const frame: FrameId = { threadId, level: 0 };
      await times.measure("scopes and variables", async () => {
        await engine.variables(frame, "arguments");
        await engine.variables(frame, "locals");
      });
      times.add("step to locals shown", performance.now() - stepping);
      await times.measure("evaluate", () => engine.evaluate("calls + 1", frame));
      await times.measure("setBreakpoints with one line", () =>
        engine.setSourceBreakpoints(path, lines),
      );
      await times.measure("disassemble 50 instructions", () =>
        engine.disassemble(window.frames[0]?.address ?? 0n, 0, 50),
      );
    }
    await times.measure("disconnect to exit", async () => {
      await engine.kill();
      await host.connection.disconnect();
      await engine.close();
    });
  } finally {
    await opened?.close();
    process.kill(server.pid, "SIGKILL");
  }
}

/** The stops of an engine, in order. */
class Stops {
  readonly #threads: number[] = [];
  #wake = () => {};

  take(event: EngineEvent): void {
    if (event.type !== "stopped") return;
    this.#threads.push(event.stop.threadId);
    this.#wake();
  }

  async next(): Promise<number> {
    for (;;) {
      const threadId = this.#threads.shift();
      if (threadId !== undefined) return threadId;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
