import { describe, expect, test } from "./fixtures.ts";

describe("setDataBreakpoints", () => {
  test("hands data, access and rules to the engine", async ({ talk }) => {
    await talk.stop();

    const { breakpoints } = await talk.dap.request("setDataBreakpoints", {
      breakpoints: [
        { dataId: "a", accessType: "readWrite", condition: "x", hitCondition: "2" },
        { dataId: "b" },
      ],
    });

    expect(breakpoints).toMatchObject([{ verified: true }, { verified: true }]);
    expect(talk.engine.calls).toEqual(["setDataBreakpoints a readWrite if x hits ==2,b write"]);
  });

  test("says which limit of the processor is reached", async ({ talk }) => {
    await talk.stop();
    talk.engine.breakpointOn = (dataId) =>
      dataId === "e"
        ? { verified: false, problem: "failed", message: "The processor watches four places." }
        : {};

    const { breakpoints } = await talk.dap.request("setDataBreakpoints", {
      breakpoints: ["a", "b", "c", "d", "e"].map((dataId) => ({ dataId })),
    });

    expect(breakpoints.map(({ verified }) => verified)).toEqual([true, true, true, true, false]);
    expect(breakpoints[4]).toMatchObject({
      reason: "failed",
      message: "The processor watches four places.",
    });
  });

  test("is the reason of a stop there", async ({ talk }) => {
    await talk.run();
    const { breakpoints } = await talk.dap.request("setDataBreakpoints", {
      breakpoints: [{ dataId: "a" }],
    });

    talk.engine.stop({ kind: "breakpoint", breakpointIds: [talk.engine.idOf("a")] });

    expect(await talk.dap.next("stopped")).toMatchObject({
      reason: "data breakpoint",
      hitBreakpointIds: [breakpoints[0]?.id],
    });
  });
});
