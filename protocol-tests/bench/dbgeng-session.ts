import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { programFile } from "../../src/util/program-file.ts";
import type { TestEngine } from "../support/engines/test-engine.ts";
import { buildSample } from "../support/sample.ts";
import { BenchClient } from "./bench-client.ts";
import { addMemory } from "./memory.ts";
import type { Times } from "./times.ts";

/** Steps of a round. Everything else is asked for once at each of the stops. */
export const steps = 20;

/** Measures dbgeng through the adapter, as a client sees it. */
export async function measureThroughAdapter(
  test: TestEngine,
  connectionString: string,
  times: Times,
): Promise<void> {
  const { file, source, line } = await buildSample("counting", test.toolchain);
  const from = performance.now();
  const client = new BenchClient([process.execPath, programFile("psdap.mjs")], test.environment);
  try {
    await client.request("initialize", {
      adapterID: "process-server",
      supportsVariableType: true,
      supportsMemoryReferences: true,
    });
    times.add("start to initialize response", performance.now() - from);
    const breakpoints = [{ line: line("visit") }];
    const set = () => client.request("setBreakpoints", { source: { path: source }, breakpoints });
    const threadId = await times.measure("launch to first stop", async () => {
      const launched = client.request("launch", {
        ...test.configuration,
        processServer: connectionString,
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
        const { scopes } = await times.measure("scopes", () =>
          client.request<Dap.ScopesResponse["body"]>("scopes", { frameId }),
        );
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
    addMemory(times, client.processes());
    const ending = performance.now();
    await client.request("disconnect", { terminateDebuggee: true });
    times.add("disconnect to response", performance.now() - ending);
    await client.gone();
    times.add("disconnect to exit", performance.now() - ending);
  } finally {
    client.clear();
  }
}
