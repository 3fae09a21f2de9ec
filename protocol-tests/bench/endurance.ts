import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { programFile } from "../../src/util/program-file.ts";
import type { TestEngine } from "../support/engines/test-engine.ts";
import { buildSample } from "../support/sample.ts";
import { BenchClient } from "./bench-client.ts";
import { type Memory, memoryOf } from "./memory.ts";

/** How often memory is looked at, the beginning not counted. */
const samples = 10;
/** What grows by less than this per step over the second half of the steps does not grow. */
const steadyBytes = 200;

/** The processes that must not grow, by a part of their command lines. */
const watched = {
  adapter: /psdap\.mjs/,
  "engine host": /engine-host\.mjs/,
  gdb: /(^|\/)gdb( |$)/,
  gdbserver: /(^|\/)gdbserver( |$)/,
};

interface Sample {
  readonly step: number;
  readonly stepMs: number;
  readonly memory: ReadonlyMap<string, Memory>;
}

/**
 * Steps as often as wanted and shows at every stop what an editor shows: the stack, the variables,
 * a watch and the breakpoints of the file. Prints what the processes use in between.
 */
export async function measureEndurance(
  test: TestEngine,
  steps: number,
  print: (line: string) => void,
): Promise<void> {
  const { file, source, line } = await buildSample("counting", test.toolchain);
  const server = await test.startServer({});
  const client = new BenchClient([process.execPath, programFile("psdap.mjs")], test.environment);
  try {
    await client.request("initialize", { adapterID: "process-server", supportsVariableType: true });
    const launched = client.request("launch", {
      ...test.configuration,
      processServer: server.connectionString,
      program: test.debuggeePath(file),
      args: [String(steps)],
    });
    await client.event("initialized");
    const breakpointsAt = (...names: string[]) =>
      client.request("setBreakpoints", {
        source: { path: source },
        breakpoints: names.map((name) => ({ line: line(name) })),
      });
    await breakpointsAt("visit");
    await client.request("configurationDone");
    await launched;
    const { threadId } = await client.event<{ threadId: number }>("stopped");
    const all: Sample[] = [{ step: 0, stepMs: 0, memory: memoryIn(client) }];
    print(`| ${["step", "ms per step", ...named(all[0] as Sample)].join(" | ")} |`);
    print(`| --- |${" ---: |".repeat(1 + (all[0]?.memory.size ?? 0))}`);
    print(rowOf(all[0] as Sample));
    for (let part = 1; part <= samples; part++) {
      const [from, count] = [performance.now(), Math.round(steps / samples)];
      for (let step = 0; step < count; step++) {
        // Sometimes one breakpoint more, so that they come and go.
        if (step % 10 === 0) await breakpointsAt("visit", ...(step % 20 === 0 ? ["count"] : []));
        await oneStep(client, threadId);
      }
      const stepMs = (performance.now() - from) / count;
      const sample = { step: part * count, stepMs, memory: memoryIn(client) };
      all.push(sample);
      print(rowOf(sample));
    }
    print("");
    for (const verdict of verdicts(all)) print(verdict);
    await client.request("disconnect", { terminateDebuggee: true });
    await client.gone();
  } finally {
    client.clear();
    process.kill(server.pid, "SIGKILL");
  }
}

async function oneStep(client: BenchClient, threadId: number): Promise<void> {
  const stopped = client.event("stopped");
  await client.request("next", { threadId });
  await stopped;
  const { stackFrames } = await client.request<Dap.StackTraceResponse["body"]>("stackTrace", {
    threadId,
    levels: 20,
  });
  const frameId = stackFrames[0]?.id;
  const { scopes } = await client.request<Dap.ScopesResponse["body"]>("scopes", { frameId });
  for (const { variablesReference, expensive } of scopes) {
    if (!expensive) await client.request("variables", { variablesReference });
  }
  await client.request("evaluate", { expression: "calls + 1", frameId, context: "watch" });
}

function memoryIn(client: BenchClient): ReadonlyMap<string, Memory> {
  const all = client.processes();
  const found = Object.entries(watched).flatMap(([name, pattern]) => {
    const own = all.filter(({ commandLine }) => pattern.test(commandLine));
    return own.length === 0 ? [] : [[name, memoryOf(own)] as const];
  });
  return new Map(found);
}

function named({ memory }: Sample): string[] {
  return [...memory.keys()].map((name) => `${name}, MB resident (private)`);
}

function rowOf({ step, stepMs, memory }: Sample): string {
  const cells = [...memory.values()].map(
    ({ resident, private: own }) => `${resident.toFixed(1)} (${own.toFixed(1)})`,
  );
  return `| ${[step, stepMs.toFixed(1), ...cells].join(" | ")} |`;
}

/** Compares the end with the middle: by then everything is loaded, compiled and grown. */
function verdicts(all: readonly Sample[]): string[] {
  const [middle, end] = [all[samples / 2], all[samples]];
  return [...(end?.memory ?? [])].map(([name, { resident }]) => {
    // What is private changes with every other process that maps the same files.
    const grown = resident - (middle?.memory.get(name)?.resident ?? 0);
    const perStep = (grown * 2 ** 20) / ((end?.step ?? 0) - (middle?.step ?? 0));
    const verdict = perStep < steadyBytes ? "steady" : "it grows";
    return `- ${name}: ${perStep.toFixed(0)} bytes more per step in the second half: ${verdict}`;
  });
}
