import { address, describe, expect, test } from "./fixtures.ts";

describe("cancel", () => {
  test("a request that waits in the queue is not run", async ({ talk }) => {
    await talk.stop();
    const release = talk.engine.hold("evaluate");
    const first = talk.dap.send("evaluate", { expression: "f()" });
    const second = talk.dap.send("setExpression", { expression: "a", value: "1" });
    const requestId = talk.dap.latestSeq;

    expect(await talk.dap.request("cancel", { requestId })).toBeUndefined();

    expect(await second).toMatchObject({
      success: false,
      message: "cancelled",
      body: { error: { id: 205, showUser: false } },
    });
    release();
    await first;
    await talk.dap.request("threads");
    expect(talk.engine.calls.some((call) => call.startsWith("setExpression"))).toBe(false);
  });

  test("a request that only looks is answered at once, and the next one waits", async ({
    talk,
  }) => {
    await talk.stop();
    const release = talk.engine.hold("readMemory");
    const slow = talk.dap.send("readMemory", { memoryReference: "0x1000", count: 4 });
    const requestId = talk.dap.latestSeq;
    await talk.dap.request("cancel", { requestId });
    expect(await slow).toMatchObject({ success: false, message: "cancelled" });

    const next = talk.dap.send("stackTrace", { threadId: 7 });
    release();

    expect(await next).toMatchObject({ success: true });
    expect(talk.engine.calls.map((call) => call.split(" ")[0])).toEqual(["readMemory", "stack"]);
  });

  test("a request that changes something answers what it did", async ({ talk }) => {
    await talk.stop();
    const release = talk.engine.hold("setExpression");
    const write = talk.dap.send("setExpression", { expression: "a", value: "1" });
    await talk.dap.request("cancel", { requestId: talk.dap.latestSeq });

    release();

    expect(await write).toMatchObject({ success: true });
  });

  test("an evaluation that goes on is interrupted", async ({ talk }) => {
    await talk.stop();
    const release = talk.engine.hold("evaluate");
    const call = talk.dap.send("evaluate", { expression: "spin()" });
    await talk.dap.request("cancel", { requestId: talk.dap.latestSeq });

    await talk.dap.request("threads");

    expect(talk.engine.calls).toEqual(["evaluate spin() global", "interrupt", "threads"]);
    release();
    await call;
  });

  test("what is unknown or done is no failure", async ({ talk }) => {
    await talk.stop();

    await talk.dap.request("cancel", { requestId: 999 });
    await talk.dap.request("cancel", { requestId: 1, progressId: "none" });
    await talk.dap.request("cancel", {});
  });

  for (const call of ["connectProcessServer", "launch"] as const) {
    test(`a launch that waits for ${call} is given up and leaves nothing`, async ({ talk }) => {
      await talk.initialize();
      const release = talk.engine.hold(call);
      const launch = talk.dap.send("launch", { program: "/prog", processServer: address });
      const requestId = talk.dap.latestSeq;
      const begun = () => talk.engine.calls.some((each) => each.startsWith(call));
      while (!begun()) await talk.dap.request("threads");

      await talk.dap.request("cancel", { requestId });

      expect(await launch).toMatchObject({ success: false, message: "cancelled" });
      expect(talk.engine.calls.at(-1)).toBe("close");
      expect(talk.engine.calls.includes("kill")).toBe(call === "launch");
      expect(talk.dap.leftOver()).toEqual([]);
      release();
      expect(await talk.dap.request("threads")).toEqual({ threads: [] });
    });
  }

  test("a launch that waits for its configuration is given up", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin();

    await talk.dap.request("cancel", { requestId: 2 });

    expect(await started).toMatchObject({ success: false, message: "cancelled" });
    expect(talk.engine.calls).toContain("kill");
    expect(talk.dap.leftOver()).not.toContain("stopped");
  });

  test("an attach that is given up leaves the process running", async ({ talk }) => {
    await talk.initialize();
    talk.engine.hold("attach");
    const attach = talk.dap.send("attach", { processId: 4711, processServer: address });
    const requestId = talk.dap.latestSeq;
    while (!talk.engine.calls.includes("attach 4711")) await talk.dap.request("threads");

    await talk.dap.request("cancel", { requestId });

    expect(await attach).toMatchObject({ success: false, message: "cancelled" });
    expect(talk.engine.calls).toContain("detach");
    expect(talk.engine.calls).not.toContain("kill");
  });
});
