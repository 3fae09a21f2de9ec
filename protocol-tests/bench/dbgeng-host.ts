import { randomUUID } from "node:crypto";
import { connectServer } from "../../src/dbgeng/connect-server.ts";
import { HostProcess } from "../../src/dbgeng/host-process.ts";
import { hostProgram } from "../../src/dbgeng/host-program.ts";
import type { DebuggeeCall, HostCalls, HostEvent } from "../../src/dbgeng/host-protocol.ts";
import type { TestEngine } from "../support/engines/test-engine.ts";
import { processesOf } from "../support/processes.ts";
import { buildSample } from "../support/sample.ts";
import { steps } from "./dbgeng-session.ts";
import { addMemory } from "./memory.ts";
import type { Times } from "./times.ts";

/** The host takes about two seconds at most to leave. */
const leaveTimeoutMs = 5_000;

/**
 * Measures the work of a session in the bare engine host. What is asked at a stop is timed inside
 * of the host, so that it is the engine's own time and no link adds to it.
 */
export async function measureEngineHost(
  test: TestEngine,
  connectionString: string,
  times: Times,
): Promise<void> {
  const { file, source, line } = await buildSample("counting", test.toolchain);
  const mark = { name: "PSDAP_BENCH", value: randomUUID() };
  Object.assign(process.env, test.environment, { [mark.name]: mark.value });
  const stops = new Stops();
  let host: HostProcess | undefined;
  try {
    const program = await hostProgram({ dbgengPath: String(test.configuration.dbgengPath) });
    const path = test.debuggeePath(source);
    const lines = [{ line: line("visit") }];
    const { connection, threadId } = await times.measure("launch to first stop", async () => {
      host = await HostProcess.start(program, (event) => stops.take(event));
      const { underWine } = program;
      await host.call("setUp", {
        symbolPath: [],
        visualizerFiles: [],
        initCommands: [],
        underWine,
      });
      const connection = await connectServer(host, connectionString);
      const options = { program: test.debuggeePath(file), args: ["1000"] };
      await host.call("launch", connection.use() as bigint, options);
      await host.call("setSourceBreakpoints", path, lines);
      await host.call("start", { stopAtEntry: false });
      return { connection, threadId: await stops.next() };
    });
    const opened = host as unknown as HostProcess;
    for (let count = 0; count < steps; count++) await atStop(opened, times, threadId, path, lines);
    // On Windows nobody sees the mark; the host is the only child of this process there.
    addMemory(times, processesOf(process.pid, mark));
    await times.measure("disconnect to exit", async () => {
      await opened.call("kill");
      await connection.disconnect();
      await opened.leave(leaveTimeoutMs);
    });
  } finally {
    delete process.env[mark.name];
    host?.kill("is not needed any more");
  }
}

/** One step, and what a client asks for at the new stop. */
async function atStop(
  host: HostProcess,
  times: Times,
  threadId: number,
  ...breakpoints: Parameters<HostCalls["setSourceBreakpoints"]>
): Promise<void> {
  const own = async <Name extends DebuggeeCall | "frameVariables">(
    name: Name,
    ...args: Parameters<HostCalls[Name]>
  ): Promise<number> => (await host.call("measure", name, args, 1))[0] as number;
  const frame = { threadId, level: 0 };
  const step = await own("step", threadId, "over", "statement");
  const stack = await own("stack", threadId, { start: 0, count: 20 });
  const variables = await own("frameVariables", frame);
  times.add("step over to stopped", step);
  times.add("stackTrace of 20 frames", stack);
  times.add("scopes and variables", variables);
  times.add("step to locals shown", step + stack + variables);
  times.add("evaluate", await own("evaluate", "calls + 1", frame));
  times.add("setBreakpoints with one line", await own("setSourceBreakpoints", ...breakpoints));
  const { frames } = await host.call("stack", threadId, { start: 0, count: 1 });
  times.add(
    "disassemble 50 instructions",
    await own("disassemble", frames[0]?.address ?? 0n, 0, 50),
  );
}

/** The stops that a host tells of, in order. */
class Stops {
  readonly #threads: number[] = [];
  #wake = () => {};

  take(event: HostEvent): void {
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
