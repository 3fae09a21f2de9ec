import { describe, expect, test } from "../support/fixtures.ts";

describe("several kinds of breakpoints at one place", () => {
  test("are all named by the stop", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["visit"] });
    const first = await session.stopped("breakpoint");
    expect(first.hitBreakpointIds).toEqual([session.breakpoints[0]?.id]);
    const byFunction = await session.dap.request("setFunctionBreakpoints", {
      breakpoints: [{ name: "visit" }],
    });
    const byAddress = await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [
        { instructionReference: (await session.top()).instructionPointerReference ?? "(none)" },
      ],
    });
    await session.continue();

    const stop = await session.dap.next("stopped");

    const ids = [session.breakpoints[0], byFunction.breakpoints[0], byAddress.breakpoints[0]].map(
      (breakpoint) => breakpoint?.id,
    );
    expect(stop.reason).toMatch(/breakpoint$/);
    expect(new Set(stop.hitBreakpointIds)).toEqual(new Set(ids));
    expect((await session.dap.request("threads")).threads.length).toBeGreaterThan(0);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("stop where only one of them allows it", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");
    await session.setRules({ at: "visit", condition: "number == 9" });
    const { breakpoints } = await session.dap.request("setFunctionBreakpoints", {
      breakpoints: [{ name: "visit", condition: "number == 4" }],
    });
    await session.continue();

    const stop = await session.stopped("function breakpoint");
    expect(stop.hitBreakpointIds).toEqual([breakpoints[0]?.id]);
    expect((await session.evaluate("number")).result).toBe("4");
    await session.continue();
    await session.stopped("breakpoint");
    expect((await session.evaluate("number")).result).toBe("9");
    await session.disconnect({ terminateDebuggee: true });
  });
});
