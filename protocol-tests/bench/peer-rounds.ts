import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { buildFile, buildSample, lineOf } from "../support/sample.ts";
import { linuxToolchain } from "../support/toolchain.ts";
import { BenchClient } from "./bench-client.ts";
import { memoryOf } from "./memory.ts";
import type { Peer } from "./peers.ts";
import type { Times } from "./times.ts";

/** A program with the line it is to stop at. */
interface Debuggee {
  readonly program: string;
  readonly source: string;
  readonly line: number;
  readonly args?: readonly string[];
}

/** A session that is stopped at its line. */
interface Stopped {
  readonly client: BenchClient;
  readonly capabilities: Dap.Capabilities;
  readonly threadId: number;
  readonly frame: Dap.StackFrame;
}

const steps = 60;
const evaluations = 200;
const breakpointCount = 500;

/** Measures a peer once, all rows; what it cannot do is noted and does not stop the rest. */
export async function measurePeer(peer: Peer, times: Times, folder: string): Promise<void> {
  const sample = async (name: string, marker: string, ...args: string[]): Promise<Debuggee> => {
    const { file, source, line } = await buildSample(name, linuxToolchain);
    return { program: file, source, line: line(marker), args };
  };
  await inSession(peer, times, await sample("counting", "start", "1000"), (stopped) =>
    stepping(stopped, times),
  );
  await inSession(peer, times, await sample("recursion", "bottom"), (stopped) =>
    deepStack(stopped, times),
  );
  await inSession(peer, times, await sample("data", "all-set"), async (stopped) => {
    await arrays(stopped, times);
    await evaluating(stopped, times);
  });
  const memory = await sample("memory", "ready");
  await inSession(peer, times, memory, async (stopped) => {
    const debuggers = stopped.client
      .processes()
      .filter(({ commandLine }) => commandLine.split(" ")[0] !== memory.program);
    times.add("memory, adapter and helpers, MB", memoryOf(debuggers).resident);
    await megabyte(stopped, times);
    await disassembly(stopped, times);
  });
  const many = await manyLines(folder);
  await inSession(peer, times, many, (stopped) => manyBreakpoints(stopped, times, many));
}

async function inSession(
  peer: Peer,
  times: Times,
  debuggee: Debuggee,
  work: (stopped: Stopped) => Promise<void>,
): Promise<void> {
  const from = performance.now();
  const client = new BenchClient(peer.command);
  try {
    const capabilities = await client.request<Dap.Capabilities>("initialize", {
      adapterID: peer.adapterId,
      pathFormat: "path",
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsVariableType: true,
      supportsVariablePaging: true,
      supportsMemoryReferences: true,
    });
    times.add("start to initialize response", performance.now() - from);
    const stop = await times.measure("launch to stop in main", () =>
      launch(peer, client, debuggee),
    );
    await work({ ...stop, capabilities });
    await row(times, "disconnect to exit", async () => {
      await row(times, "disconnect to response", () =>
        client.request("disconnect", { terminateDebuggee: true }),
      );
      await client.gone();
    });
  } finally {
    client.clear();
  }
}

async function launch(peer: Peer, client: BenchClient, debuggee: Debuggee) {
  const launched = client.request("launch", peer.launch(debuggee.program, debuggee.args ?? []));
  await Promise.race([client.event("initialized"), launched.then(() => new Promise(() => {}))]);
  await client.request("setBreakpoints", {
    source: { path: debuggee.source },
    breakpoints: [{ line: debuggee.line }],
  });
  await client.request("configurationDone");
  await launched;
  const { threadId } = await client.event<{ threadId: number }>("stopped");
  const frame = await topFrame(client, threadId);
  if (frame.line !== debuggee.line) throw new Error(`It stopped at line ${frame.line}.`);
  return { client, threadId, frame };
}

async function topFrame(client: BenchClient, threadId: number): Promise<Dap.StackFrame> {
  const { stackFrames } = await client.request<{ stackFrames: Dap.StackFrame[] }>("stackTrace", {
    threadId,
    startFrame: 0,
    levels: 1,
  });
  return stackFrames[0] as Dap.StackFrame;
}

/** Measures one row, unless the peer cannot do what it is about. */
async function row(times: Times, name: string, work: () => Promise<unknown>): Promise<void> {
  const from = performance.now();
  try {
    await work();
    times.add(name, performance.now() - from);
  } catch (error) {
    times.unsupported(name, (error as Error).message);
  }
}

async function stepping({ client, threadId }: Stopped, times: Times): Promise<void> {
  for (let count = 0; count < steps; count++) {
    await times.measure("step", async () => {
      const stopped = client.event("stopped");
      await client.request("next", { threadId });
      await stopped;
    });
  }
}

async function deepStack({ client, threadId }: Stopped, times: Times): Promise<void> {
  await row(times, "stack 1,000 deep", async () => {
    const args = { threadId, startFrame: 0, levels: 1000 };
    const { stackFrames } = await client.request<{ stackFrames: unknown[] }>("stackTrace", args);
    if (stackFrames.length < 1000) throw new Error(`${stackFrames.length} frames only`);
  });
}

async function arrays({ client, frame }: Stopped, times: Times): Promise<void> {
  const evaluateLarge = () =>
    client.request<Dap.EvaluateResponse["body"]>("evaluate", {
      expression: "large",
      frameId: frame.id,
      context: "watch",
    });
  const { variablesReference } = await evaluateLarge();
  const list = async (page: Partial<Dap.VariablesArguments>) => {
    const args = { variablesReference, ...page };
    return (await client.request<{ variables: unknown[] }>("variables", args)).variables.length;
  };
  await row(times, "array, one page of 100", async () => {
    const length = await list({ filter: "indexed", start: 5000, count: 100 });
    if (length !== 100) throw new Error(`paging is ignored (${length} elements)`);
  });
  await row(times, "array, all 10,000", async () => {
    const length = await list({});
    if (length < 10_000) throw new Error(`${length} elements only`);
  });
}

async function evaluating({ client, frame }: Stopped, times: Times): Promise<void> {
  await row(times, "200 evaluate, total", async () => {
    for (let count = 0; count < evaluations; count++) {
      const { result } = await client.request<{ result: string }>("evaluate", {
        expression: `small[${count % 3}] + ${count}`,
        frameId: frame.id,
        context: "watch",
      });
      if (Number(result) !== 7 + (count % 3) + count) throw new Error(`a wrong result: ${result}`);
    }
  });
}

async function megabyte({ client, frame, capabilities }: Stopped, times: Times): Promise<void> {
  // Some adapters end at a request that they do not know.
  if (!capabilities.supportsReadMemoryRequest) {
    return times.unsupported("readMemory 1 MiB", "it is not announced");
  }
  const { result } = await client.request<{ result: string }>("evaluate", {
    expression: "&big[0]",
    frameId: frame.id,
    context: "watch",
  });
  const memoryReference = /0x[0-9a-f]+/i.exec(result)?.[0];
  await row(times, "readMemory 1 MiB", async () => {
    const count = 1024 * 1024;
    const { data } = await client.request<{ data: string }>("readMemory", {
      memoryReference,
      offset: 0,
      count,
    });
    if (Buffer.from(data, "base64").length !== count) throw new Error("it is not all there");
  });
}

async function disassembly({ client, frame, capabilities }: Stopped, times: Times): Promise<void> {
  if (!capabilities.supportsDisassembleRequest) {
    return times.unsupported("disassemble 2,000", "it is not announced");
  }
  await row(times, "disassemble 2,000", async () => {
    const instructionCount = 2000;
    const { instructions } = await client.request<{ instructions: unknown[] }>("disassemble", {
      memoryReference: frame.instructionPointerReference,
      offset: 0,
      instructionOffset: 0,
      instructionCount,
    });
    if (instructions.length !== instructionCount) throw new Error("it is not all there");
  });
}

async function manyBreakpoints(
  { client }: Stopped,
  times: Times,
  { source }: Debuggee,
): Promise<void> {
  const first = lineOf(source, "first");
  const lines = Array.from({ length: breakpointCount }, (_, index) => ({ line: first + index }));
  await row(times, "500 breakpoints", async () => {
    const { breakpoints } = await client.request<Dap.SetBreakpointsResponse["body"]>(
      "setBreakpoints",
      { source: { path: source }, breakpoints: lines },
    );
    const verified = breakpoints.filter((breakpoint) => breakpoint.verified).length;
    if (verified !== breakpointCount) throw new Error(`${verified} verified only`);
  });
}

/** A program with a line of code for every breakpoint. */
async function manyLines(folder: string): Promise<Debuggee> {
  const source = join(folder, "many.c");
  const lines = Array.from({ length: breakpointCount }, (_, i) => `  sum += ${i} * sum + argc;`);
  const text = [
    "int main(int argc, char **argv) {",
    "  int sum = argv[0] != 0; /* @start */",
    "  /* The next line is the first of many. */",
    `${lines[0]} /* @first */`,
    ...lines.slice(1),
    "  return sum == 0;",
    "}",
  ];
  writeFileSync(source, `${text.join("\n")}\n`);
  const program = await buildFile(source, linuxToolchain, folder);
  return { program, source, line: lineOf(source, "start") };
}
