import { address, describe, expect, test } from "./fixtures.ts";

describe("a client that hangs up", () => {
  for (const [request, call] of [
    ["launch", "kill"],
    ["attach", "detach"],
  ] as const) {
    test(`after ${request}: ${call}`, async ({ talk }) => {
      await talk.run({}, { request });

      talk.dap.hangUp();

      await talk.session.finished.passed;
      expect(talk.engine.calls).toEqual([call, "disconnectProcessServer", "close"]);
      talk.dap.leftOver();
    });
  }

  test("during a launch", async ({ talk }) => {
    await talk.initialize();
    await talk.begin();

    talk.dap.hangUp();

    await talk.session.finished.passed;
    expect(talk.engine.calls.slice(2)).toEqual(["kill", "disconnectProcessServer", "close"]);
    talk.dap.leftOver();
  });

  test("before anything else", async ({ talk }) => {
    talk.dap.hangUp();

    await talk.session.finished.passed;
  });

  test("after its disconnect", async ({ talk }) => {
    await talk.run();
    await talk.dap.request("disconnect");
    talk.dap.hangUp();

    await talk.session.finished.passed;
    expect(talk.engine.calls).toEqual(["detach", "disconnectProcessServer", "close"]);
    talk.dap.leftOver();
  });

  test("while its terminate is in progress", async ({ talk }) => {
    await talk.run();
    const release = talk.engine.hold("kill");
    void talk.dap.send("terminate");
    await talk.dap.request("threads");
    talk.dap.hangUp();

    release();

    await talk.session.finished.passed;
    expect(talk.engine.calls.slice(-3)).toEqual(["threads", "endProcessServer", "close"]);
    talk.dap.leftOver();
  });
});

describe("a debuggee that exits", () => {
  test("by itself: exited, then terminated, and the session answers on", async ({ talk }) => {
    await talk.stop();
    await talk.dap.request("continue", { threadId: 7 });

    talk.engine.raise({ type: "output", channel: "stdout", text: "bye\n" });
    talk.engine.raise({ type: "exited", exitCode: 42 });

    expect(await talk.dap.output("stdout", "bye")).toBe("bye\n");
    expect(await talk.dap.next("exited")).toEqual({ exitCode: 42 });
    await talk.dap.next("terminated");
    expect(await talk.dap.refused("continue", { threadId: 7 })).toMatchObject({ id: 204 });
    expect(talk.engine.calls).not.toContain("disconnectProcessServer");
  });

  test("by a signal: says so", async ({ talk }) => {
    await talk.run();

    talk.engine.raise({ type: "exited", exitCode: 139, text: "It was ended by SIGSEGV." });

    expect(await talk.dap.output("important", "\n")).toBe("It was ended by SIGSEGV.\n");
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
  });
});

describe("a process server that vanishes", () => {
  test("is told, and what follows fails fast", async ({ talk }) => {
    await talk.stop();

    talk.engine.raise({
      type: "lost",
      what: "processServer",
      message: "Process server box is gone.",
    });

    expect(await talk.dap.output("important", "\n")).toBe(
      `Process server box is gone. Its address was ${address}.\n`,
    );
    await talk.dap.next("terminated");
    expect(await talk.dap.refused("stackTrace", { threadId: 7 })).toMatchObject({ id: 204 });
    await talk.dap.request("disconnect");
    expect(talk.engine.calls).toEqual(["close"]);
  });
});

describe("output", () => {
  for (const [channel, category] of [
    ["stdout", "stdout"],
    ["stderr", "stderr"],
    ["debugString", "console"],
    ["engine", "console"],
  ] as const) {
    test(`${channel} is shown as ${category}, unchanged`, async ({ talk }) => {
      await talk.run();

      talk.engine.raise({ type: "output", channel, text: "größe, no newline" });

      expect(await talk.dap.next("output")).toEqual({ category, output: "größe, no newline" });
    });
  }
});

describe("stopped", () => {
  test("tells the client nothing to forget that it forgets by itself", async ({ talk }) => {
    await talk.stop({ supportsInvalidatedEvent: true, supportsMemoryEvent: true });
    await talk.dap.request("next", { threadId: 7 });
    talk.engine.stop({ kind: "step" });
    await talk.dap.next("stopped");

    await talk.scopeReference("locals");

    expect(talk.dap.transcript.join("\n")).not.toMatch(/event (invalidated|memory)/);
  });

  test("by an exception names it", async ({ talk }) => {
    await talk.run();

    talk.engine.raise({
      type: "stopped",
      stop: {
        threadId: 7,
        reason: { kind: "exception", name: "SIGSEGV" },
        text: "Segmentation fault at 0x0.",
      },
    });

    expect(await talk.dap.next("stopped")).toEqual({
      reason: "exception",
      threadId: 7,
      allThreadsStopped: true,
      description: "Segmentation fault at 0x0.",
      text: "SIGSEGV",
    });
  });
});
