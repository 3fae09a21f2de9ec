import { vi } from "vitest";
import { EngineError } from "../../src/engine/errors.ts";
import { eventually } from "../support/eventually.ts";
import { embeddedAddress } from "../support/fake-engine.ts";
import { address, describe, expect, source, test } from "./fixtures.ts";

describe("launch", () => {
  test("goes through the process server, and is answered after configurationDone", async ({
    talk,
  }) => {
    await talk.initialize();
    const { started } = await talk.begin({ args: ["a", "b c"], cwd: "/tmp", env: { A: null } });

    await talk.dap.request("configurationDone");

    expect((await started).success).toBe(true);
    expect(talk.engine.calls).toEqual([`connectProcessServer ${address}`, "launch /prog", "start"]);
    expect(talk.engine.launched).toEqual({
      program: "/prog",
      args: ["a", "b c"],
      cwd: "/tmp",
      env: { A: null },
    });
    const replies = talk.dap.transcript.filter((line) => line.startsWith("<- reply"));
    expect(replies.at(-2)).toContain("configurationDone");
    expect(replies.at(-1)).toContain("launch");
    const about = await talk.dap.next("process");
    expect(about).toEqual({
      name: "/prog",
      systemProcessId: 4711,
      isLocalProcess: false,
      startMethod: "launch",
      pointerSize: 64,
    });
    expect(await talk.dap.next("capabilities")).toEqual({
      capabilities: {
        supportSuspendDebuggee: true,
        supportsSingleThreadExecutionRequests: true,
      },
    });
  });

  test("without a process server starts one", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin({ processServer: undefined });
    await talk.dap.request("configurationDone");
    await started;

    expect(talk.engine.calls.slice(0, 2)).toEqual([
      "startEmbeddedServer",
      `connectProcessServer ${embeddedAddress}`,
    ]);
    expect(await talk.dap.next("process")).toMatchObject({ isLocalProcess: true });
  });

  test("stops at the entry when asked to, after the reply", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin({ stopOnEntry: true });
    await talk.dap.request("configurationDone");
    await started;

    expect(await talk.dap.next("stopped")).toEqual({
      reason: "entry",
      threadId: 7,
      allThreadsStopped: true,
    });
    const [reply, stopped] = talk.dap.transcript.slice(-2);
    expect(reply).toContain("reply launch");
    expect(stopped).toContain("event stopped");
  });

  test("accepts the configuration before it is asked for", async ({ talk }) => {
    await talk.initialize();
    const { breakpoints } = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 3 }],
    });
    await talk.dap.request("setExceptionBreakpoints", { filters: [] });
    await talk.dap.request("configurationDone");

    await talk.dap.request("launch", { program: "/prog", processServer: address });
    await talk.dap.next("initialized");

    expect(breakpoints).toMatchObject([{ verified: false, reason: "pending", line: 3 }]);
    expect(talk.engine.calls.slice(-2)).toEqual([`setSourceBreakpoints ${source} 3`, "start"]);
    expect(await talk.dap.next("breakpoint")).toMatchObject({
      reason: "changed",
      breakpoint: { id: breakpoints[0]?.id, verified: true, line: 3 },
    });
  });

  test("accepts the configuration while it is pending", async ({ talk }) => {
    await talk.initialize();
    const release = talk.engine.hold("launch");
    const started = talk.dap.send("launch", { program: "/prog", processServer: address });
    await talk.dap.request("setBreakpoints", { source: { path: source }, breakpoints: [] });
    await talk.dap.request("configurationDone");
    expect((await talk.dap.request("threads")).threads).toEqual([]);

    release();

    expect((await started).success).toBe(true);
    await talk.dap.next("initialized");
  });

  test("is refused while another is pending, and afterwards", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin();
    expect(await talk.dap.refused("launch", { program: "/prog" })).toMatchObject({ id: 203 });
    await talk.dap.request("configurationDone");
    await started;
    expect(await talk.dap.refused("attach", { processId: 1 })).toMatchObject({ id: 203 });
  });

  test("may follow one that was cancelled, without a second 'initialized'", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin({}, "attach");
    await talk.dap.request("cancel", { requestId: talk.dap.latestSeq });
    expect((await started).success).toBe(false);

    const again = talk.dap.send("launch", { program: "/prog", processServer: address });
    await talk.dap.request("configurationDone");

    expect((await again).success).toBe(true);
    expect(talk.dap.transcript.filter((line) => line === "<- event initialized")).toHaveLength(1);
  });

  test("says from time to time what it still does", async ({ talk }) => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      await talk.initialize();
      const release = talk.engine.hold("connectProcessServer");
      const started = talk.dap.send("launch", { program: "/prog", processServer: address });
      while (talk.engine.calls.length === 0) await talk.dap.request("threads");

      vi.advanceTimersByTime(10_000);

      const said = `Still connecting to ${address} ...\n`;
      expect((await talk.dap.next("output")).output).toBe(said);
      expect((await talk.dap.next("output")).output).toBe(said);
      release();
      await talk.dap.next("initialized");
      await talk.dap.request("configurationDone");
      await started;
      vi.advanceTimersByTime(60_000);
      expect(talk.dap.pending("output")).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  test("runs without stopping at anything with noDebug", async ({ talk }) => {
    await talk.initialize();
    await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 3 }],
    });
    const { started } = await talk.begin({ noDebug: true, stopOnEntry: true });
    const { breakpoints } = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 4 }],
    });
    await talk.dap.request("configurationDone");
    await started;

    talk.engine.stop({ kind: "exception", name: "SIGSEGV" });
    talk.engine.raise({ type: "exited", exitCode: 3 });

    expect(breakpoints).toMatchObject([{ verified: false }]);
    expect(await talk.dap.next("exited")).toEqual({ exitCode: 3 });
    await talk.dap.next("terminated");
    expect(talk.engine.calls.slice(1)).toEqual(["launch /prog", "start", "resume"]);
  });

  for (const call of ["connectProcessServer", "launch", "start"] as const) {
    test(`leaves nothing behind when ${call} fails`, async ({ talk }) => {
      await talk.initialize();
      await talk.dap.request("configurationDone");
      talk.engine.failNext(call, new EngineError("unreachable", "Nobody answers at box."));

      const refusal = await talk.dap.refused("launch", {
        program: "/prog",
        processServer: address,
      });

      expect(refusal).toEqual({
        id: 300,
        message: "Nobody answers at box.",
        format: "Nobody answers at box.",
        showUser: true,
      });
      expect(talk.engine.calls.at(-1)).toBe("close");
      if (call === "launch") expect(talk.engine.calls).toContain("disconnectProcessServer");
      if (call === "start") expect(talk.engine.calls).toContain("kill");
      await talk.dap.request("disconnect");
      expect(talk.dap.leftOver()).not.toContain("stopped");
    });
  }

  test("passes on why there is no engine", async ({ talk }) => {
    await talk.initialize();
    talk.openFailure = new EngineError("missing", "gdb was not found.");

    const refusal = await talk.dap.refused("launch", { program: "/prog" });

    expect(refusal).toMatchObject({ id: 308, format: "gdb was not found.", showUser: true });
    await talk.dap.request("disconnect");
  });

  test("takes the engine's options from the configuration", async ({ talk }) => {
    await talk.run({
      engine: "dbgeng",
      dbgengPath: "/opt/dbgeng",
      symbolPath: ["/symbols", "srv*https://example.invalid"],
      initCommands: [".echo hello"],
    });

    expect(talk.opened[0]).toMatchObject({
      kind: "dbgeng",
      options: {
        dbgengPath: "/opt/dbgeng",
        symbolPath: ["/symbols", "srv*https://example.invalid"],
        initCommands: [".echo hello"],
      },
    });
  });

  test("warns of unknown keys with the nearest known one", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin({ stopOnEntri: true, processId: 3, __restart: 1 });
    await talk.dap.request("configurationDone");
    await started;

    expect((await talk.dap.next("output")).output).toBe(
      '"stopOnEntri" is ignored because nobody knows it: did you mean "stopOnEntry"?\n',
    );
    expect((await talk.dap.next("output")).output).toBe(
      '"processId" is ignored: only "attach" knows it.\n',
    );
    expect(talk.dap.pending("output")).toBe(false);
  });

  test("has the session of a child use the given server, and leave it running", async ({
    talk,
  }) => {
    const asked: { configuration?: unknown }[] = [];
    talk.dap.onReverse("startDebugging", (args) => {
      asked.push(args as object);
      return {};
    });
    talk.engine.features = { ...talk.engine.features, sharedServers: true };
    const client = { supportsStartDebuggingRequest: true };
    await talk.run({ processServer: address, followChildren: true }, { client });

    talk.engine.raise({ type: "childStarted", processId: 99 });
    await eventually("the request", () => asked.length > 0);

    expect(asked[0]?.configuration).toMatchObject({
      processServer: address,
      onTerminate: "keepServer",
    });
  });

  test("masks the password in every message", async ({ talk }) => {
    await talk.initialize();
    const processServer = "tcp:server=box,port=5005,password=open-sesame";
    talk.engine.failNext(
      "connectProcessServer",
      new EngineError("refused", `No password fits, not even ${processServer}.`),
    );

    await talk.dap.refused("launch", { program: "/prog", processServer });

    const received = talk.dap.transcript.filter((line) => line.startsWith("<-")).join("\n");
    expect(received).toContain("not even tcp:server=box,port=5005,password=***");
    expect(received).not.toContain("open-sesame");
  });

  test("fails when the debuggee is gone before it could run", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin();

    talk.engine.raise({ type: "exited", exitCode: 1 });

    expect(await started).toMatchObject({ success: false });
    expect(await talk.dap.next("exited")).toEqual({ exitCode: 1 });
    await talk.dap.next("terminated");
    await talk.dap.request("configurationDone");
    await talk.dap.request("disconnect");
  });
});
