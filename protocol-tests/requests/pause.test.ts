import { describe, expect, test } from "./fixtures.ts";

describe("pause", () => {
  test("stops the debuggee, whatever thread is named", async ({ talk }) => {
    await talk.run();

    await talk.dap.request("pause", { threadId: 12345 });
    talk.engine.stop({ kind: "pause" });

    expect(await talk.dap.next("stopped")).toMatchObject({ reason: "pause", threadId: 7 });
    expect(talk.engine.calls).toEqual(["interrupt 12345"]);
  });

  test("replies before the stop, however quick that is", async ({ talk }) => {
    await talk.run();
    const release = talk.engine.hold("interrupt");
    const paused = talk.dap.send("pause", { threadId: 7 });
    await talk.dap.request("threads");

    talk.engine.stop({ kind: "pause" });
    release();

    await paused;
    await talk.dap.next("stopped");
    expect(talk.dap.transcript.at(-2)).toBe("<- reply pause");
  });

  test("does nothing to a stopped debuggee", async ({ talk }) => {
    await talk.stop();

    await talk.dap.request("pause", { threadId: 7 });
    await talk.dap.request("threads");

    // The engine alone knows whether something runs, such as a function that an expression calls.
    expect(talk.engine.calls).toEqual(["interrupt 7", "threads"]);
    expect(talk.dap.leftOver()).toEqual([]);
  });

  test("is refused before there is a debuggee", async ({ talk }) => {
    await talk.initialize();

    const refusal = await talk.dap.refused("pause", { threadId: 7 });

    expect(refusal).toMatchObject({ id: 201, showUser: false });
  });
});
