import { describe, expect, test } from "./fixtures.ts";

describe("stepOut", () => {
  test("steps, and replies before the stop", async ({ talk }) => {
    await talk.stop();
    talk.engine.stopDuringMotion = {
      type: "stopped",
      stop: { threadId: 7, reason: { kind: "step" } },
    };

    await talk.dap.request("stepOut", { threadId: 7 });

    expect(await talk.dap.next("stopped")).toEqual({
      reason: "step",
      threadId: 7,
      allThreadsStopped: true,
    });
    expect(talk.engine.calls).toEqual(["step 7 out statement"]);
    expect(talk.dap.transcript.at(-2)).toBe("<- reply stepOut");
  });

  test("steps as far as it is asked to", async ({ talk }) => {
    await talk.stop();

    await talk.dap.request("stepOut", { threadId: 7, granularity: "instruction" });

    expect(talk.engine.calls).toEqual(["step 7 out instruction"]);
  });

  test("is refused while the debuggee runs", async ({ talk }) => {
    await talk.run();

    expect(await talk.dap.refused("stepOut", { threadId: 7 })).toMatchObject({
      message: "notStopped",
    });
  });
});
