import { EngineError } from "../../src/engine/errors.ts";
import { expectSentence } from "../support/sentence.ts";
import { type Conversation, describe, expect, source, test } from "./fixtures.ts";

const stands = "this is a dump, its program does not run";

/** Opens a dump, up to its stop. */
async function look(talk: Conversation, configuration: Record<string, unknown> = {}) {
  await talk.initialize();
  const attached = talk.dap.send("attach", { dumpFile: "/cores/core", ...configuration });
  await talk.dap.next("initialized");
  await talk.dap.request("configurationDone");
  expect((await attached).success).toBe(true);
  return talk.dap.next("stopped");
}

describe("attach to a dump", () => {
  test("opens it without a process server and stops where it was taken", async ({ talk }) => {
    const stop = await look(talk);

    expect(stop).toMatchObject({ reason: "exception", text: "SIGSEGV", threadId: 7 });
    expect(talk.engine.calls).toEqual(["openDump /cores/core", "start"]);
    expect(talk.opened[0]?.options.embedsServer).toBe(false);
    expect(await talk.dap.next("process")).toEqual({
      name: "/dumped",
      systemProcessId: 4712,
      isLocalProcess: false,
      startMethod: "attach",
      pointerSize: 64,
    });
  });

  test("tells no process id where the dump has none", async ({ talk }) => {
    talk.engine.dump = { name: "core", pointerSize: 4 };
    await look(talk);

    expect(await talk.dap.next("process")).not.toHaveProperty("systemProcessId");
  });

  test("is told of the program", async ({ talk }) => {
    await look(talk, { program: "/bin/prog" });

    expect(talk.engine.calls[0]).toBe("openDump /cores/core /bin/prog");
  });

  test("switches off what needs a process", async ({ talk }) => {
    const initial = await talk.initialize();
    const attached = talk.dap.send("attach", { dumpFile: "/cores/core" });
    const { capabilities } = await talk.dap.next("capabilities");
    await talk.dap.next("initialized");
    await talk.dap.request("configurationDone");
    await attached;
    await talk.dap.next("stopped");

    expect(initial).toMatchObject({ supportsSetVariable: true, supportsReadMemoryRequest: true });
    expect(capabilities).toEqual({
      supportsRestartRequest: false,
      supportTerminateDebuggee: false,
      supportsConditionalBreakpoints: false,
      supportsHitConditionalBreakpoints: false,
      supportsLogPoints: false,
      breakpointModes: [],
      supportsFunctionBreakpoints: false,
      supportsInstructionBreakpoints: false,
      supportsDataBreakpointBytes: false,
      supportsDataBreakpoints: false,
      supportsExceptionFilterOptions: false,
      exceptionBreakpointFilters: [],
      supportsBreakpointLocationsRequest: false,
      supportsSteppingGranularity: false,
      supportsStepInTargetsRequest: false,
      supportsGotoTargetsRequest: false,
      supportsSetVariable: false,
      supportsSetExpression: false,
      supportsWriteMemoryRequest: false,
    });
  });

  test("looks into it like into any stopped program", async ({ talk }) => {
    await look(talk);
    talk.engine.expressions.set("x", { name: "x", value: "4" });

    expect((await talk.dap.request("threads")).threads).toEqual([{ id: 7, name: "main" }]);
    const frameId = await talk.frameId();
    const reply = await talk.dap.request("evaluate", { expression: "x", frameId });
    expect(reply.result).toBe("4");
  });

  test("refuses what needs a process, and nothing reaches the engine", async ({ talk }) => {
    await look(talk);
    const variablesReference = await talk.scopeReference("locals");
    const calls = talk.engine.calls.length;
    const threadId = 7;
    const requests = [
      ["continue", { threadId }],
      ["next", { threadId }],
      ["stepIn", { threadId }],
      ["stepOut", { threadId }],
      ["pause", { threadId }],
      ["goto", { threadId, targetId: 1 }],
      ["gotoTargets", { source: { path: source }, line: 3 }],
      ["stepInTargets", { frameId: 1 }],
      ["setVariable", { variablesReference, name: "x", value: "1" }],
      ["setExpression", { expression: "x", value: "1" }],
      ["writeMemory", { memoryReference: "0x10", data: "AA==" }],
      ["restart", {}],
    ] as const;
    for (const [command, args] of requests) {
      const { id, format } = await talk.dap.refused(command, args);
      expect(format).toBe(`'${command}' is not possible: ${stands}.`);
      expect(id).toBe(307);
    }
    expect(talk.engine.calls.length).toBe(calls);
    talk.dap.leftOver(["stopped"]);
  });

  test("tells the stop again to whoever has asked for motion", async ({ talk }) => {
    const stop = await look(talk);

    await talk.dap.refused("continue", { threadId: 7 });

    expect(await talk.dap.next("stopped")).toEqual(stop);
  });

  test("sets no breakpoints of any kind, and says why", async ({ talk }) => {
    await talk.initialize();
    const before = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 3 }],
    });
    expect(before.breakpoints[0]).toMatchObject({ verified: false, reason: "pending" });
    const attached = talk.dap.send("attach", { dumpFile: "/cores/core" });
    const unset = {
      verified: false,
      reason: "failed",
      message: `The breakpoint cannot be set: ${stands}.`,
    };
    expect(await talk.dap.next("breakpoint")).toMatchObject({
      reason: "changed",
      breakpoint: { id: before.breakpoints[0]?.id, line: 3, ...unset },
    });
    await talk.dap.next("initialized");
    const answers = [
      await talk.dap.request("setBreakpoints", {
        source: { path: source },
        breakpoints: [{ line: 3 }],
      }),
      await talk.dap.request("setFunctionBreakpoints", { breakpoints: [{ name: "main" }] }),
      await talk.dap.request("setInstructionBreakpoints", {
        breakpoints: [{ instructionReference: "0x10" }],
      }),
      await talk.dap.request("setDataBreakpoints", { breakpoints: [{ dataId: "d" }] }),
    ];
    for (const { breakpoints } of answers) expect(breakpoints).toMatchObject([unset]);
    const filters = await talk.dap.request("setExceptionBreakpoints", { filters: ["seen-early"] });
    const message = `The exception filter cannot be set: ${stands}.`;
    expect(filters?.breakpoints).toEqual([{ verified: false, reason: "failed", message }]);
    await talk.dap.request("configurationDone");
    await attached;
    await talk.dap.next("stopped");
    const info = await talk.dap.request("dataBreakpointInfo", { name: "x" });
    expect(info).toEqual({ dataId: null, description: `'x' cannot be watched: ${stands}.` });
    expect(talk.engine.calls).toEqual(["openDump /cores/core", "start"]);
  });

  test("lets the console look, and refuses what would move or end a program", async ({ talk }) => {
    await look(talk);
    const inConsole = { context: "repl", frameId: await talk.frameId() };
    talk.engine.commands.set("info registers", "rip 0x1000\n");
    const looked = await talk.dap.request("evaluate", {
      expression: "`info registers",
      ...inConsole,
    });
    expect(looked.result).toBe("rip 0x1000");
    for (const kind of ["resume", "pause", "kill", "restart"] as const) {
      talk.engine.intents.set(kind, { kind });
      const { format } = await talk.dap.refused("evaluate", {
        expression: `\`${kind}`,
        ...inConsole,
      });
      expect(format).toBe(`'${kind}' is not possible: ${stands}.`);
    }
    expect(talk.engine.calls).not.toContain("resume");
  });

  test("fails with the sentence of the engine, and another file can be named", async ({ talk }) => {
    await talk.initialize();
    const sentence = "The dump cannot be opened: '/cores/core' is empty.";
    talk.engine.failNext("openDump", new EngineError("badInput", sentence));

    expect(await talk.dap.refused("attach", { dumpFile: "/cores/core" })).toMatchObject({
      format: sentence,
      showUser: true,
    });
    expect(talk.engine.calls).toEqual(["openDump /cores/core", "close"]);
    expect(talk.dap.pending("capabilities")).toBe(false);
    const attached = talk.dap.send("attach", { dumpFile: "/cores/other" });
    await talk.dap.next("initialized");
    await talk.dap.request("configurationDone");
    expect((await attached).success).toBe(true);
    await talk.dap.next("stopped");
  });

  test("gives way to a disconnect while it is being opened", async ({ talk }) => {
    await talk.initialize();
    talk.engine.hold("openDump");
    const attached = talk.dap.send("attach", { dumpFile: "/cores/core" });
    await talk.dap.request("threads");

    await talk.dap.request("disconnect");

    expect((await attached).success).toBe(false);
    await talk.dap.next("terminated");
    expect(talk.engine.calls).toEqual(["openDump /cores/core", "close"]);
  });
});

describe("the end of a session with a dump", () => {
  for (const [command, args] of [
    ["disconnect", {}],
    ["disconnect", { terminateDebuggee: true }],
    ["terminate", {}],
  ] as const) {
    test(`by ${command} ${JSON.stringify(args)} closes the engine and speaks of no server`, async ({
      talk,
    }) => {
      await look(talk);

      await talk.dap.request(command, args);

      await talk.dap.next("terminated");
      expect(talk.engine.calls).toEqual(["openDump /cores/core", "start", "close"]);
      expect(talk.dap.transcript.join("\n")).not.toMatch(/"event":"(output|exited)"/);
    });
  }

  test("comes with the end of the input", async ({ talk }) => {
    await look(talk);

    talk.dap.hangUp();
    await talk.session.finished.passed;

    expect(talk.engine.calls).toEqual(["openDump /cores/core", "start", "close"]);
    talk.dap.leftOver(["terminated"]);
  });

  test("comes with 'quit' in the console", async ({ talk }) => {
    await look(talk);
    talk.engine.intents.set("quit", { kind: "quit" });

    await talk.dap.request("evaluate", { expression: "`quit", context: "repl" });

    await talk.dap.next("terminated");
    expect(talk.engine.calls.at(-1)).toBe("close");
  });
});

describe("a configuration with a dump and something that does not go with it", () => {
  for (const [key, value] of [
    ["processId", 4711],
    ["processName", "prog"],
    ["waitFor", true],
    ["processServer", "tcp:server=box,port=5005"],
    ["followChildren", true],
    ["noDebug", true],
  ] as const) {
    test(`is refused for '${key}'`, async ({ talk }) => {
      await talk.initialize();

      const { format } = await talk.dap.refused("attach", { dumpFile: "/core", [key]: value });

      expect(format).toContain(`"${key}"`);
      expect(format).toContain("leave one of the two out");
      expectSentence(format);
      expect(talk.opened).toEqual([]);
    });
  }

  test("is refused for a launch", async ({ talk }) => {
    await talk.initialize();

    const { format } = await talk.dap.refused("launch", { dumpFile: "/core", program: "/prog" });

    expect(format).toContain('"request": "attach"');
    expectSentence(format);
  });

  test("is told that a program without a dump is ignored", async ({ talk }) => {
    await talk.run({ program: "/prog" }, { request: "attach" });

    const { output } = await talk.dap.next("output");

    expect(output).toBe('"program" is ignored: it belongs to "dumpFile" and to "launch".\n');
  });
});
