import { describe, expect, test } from "./fixtures.ts";

describe("stepInTargets", () => {
  test("can be stepped into by choice", async ({ talk }) => {
    await talk.stop();
    talk.engine.callees = [
      { id: 50, label: "f" },
      { id: 60, label: "g" },
    ];
    const frameId = await talk.frameId();

    const { targets } = await talk.dap.request("stepInTargets", { frameId });
    expect(targets.map(({ label }) => label)).toEqual(["f", "g"]);
    await talk.dap.request("stepIn", { threadId: 7, targetId: targets[1]?.id });

    expect(talk.engine.calls.at(-1)).toBe("step 7 into statement target 60");
  });

  test("of an earlier stop are refused", async ({ talk }) => {
    await talk.stop();

    const stale = { threadId: 7, targetId: 77 };
    expect(await talk.dap.refused("stepIn", stale)).toMatchObject({ id: 202 });
    expect(await talk.dap.refused("stepInTargets", { frameId: 77 })).toMatchObject({ id: 202 });
  });

  test("a step of one thread leaves the others where they are", async ({ talk }) => {
    await talk.stop();

    await talk.dap.request("next", { threadId: 7, singleThread: true });

    expect(talk.engine.calls).toEqual(["step 7 over statement alone"]);
  });
});
