import { describe, expect, test } from "../support/fixtures.ts";

const onGdbOnly = "dbgeng calls no functions";

describe("operators that are functions of the program", () => {
  test("in a condition, while other threads run into breakpoints", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("operators", { at: ["call-pay"] });
    await session.stopped("breakpoint");

    await session.setRules(
      { at: "in-pay", condition: "sum == 30" },
      { at: "after-sum", condition: "purse[1] == 90" },
    );

    const seen: string[] = [];
    for (let stop = 0; stop < 6; stop++) {
      await session.continue();
      expect(await session.stopped("breakpoint")).not.toHaveProperty("description");
      const cents = (await session.evaluate("sum.cents")).result;
      seen.push(`${cents} at ${(await session.top()).line}`);
    }
    const expected = [`30 at ${session.line("in-pay")}`, `135 at ${session.line("after-sum")}`];
    expect(seen.toSorted()).toEqual(expected.flatMap((one) => [one, one, one]).toSorted());
    await session.continue();
    await session.exits(0);
    await session.disconnect();
  });

  test("in a condition do not end a step that passes by", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("operators", { at: ["call-pay"] });
    await session.stopped("breakpoint");
    const line = (await session.top()).line;
    const { threadId } = session;

    await session.setRules({ at: "in-pay", condition: "sum == 1" });
    await session.dap.request("next", { threadId });
    await session.stopped("step");

    const { stackFrames } = await session.dap.request("stackTrace", { threadId });
    expect(stackFrames[0]?.name).toMatch(/shop/);
    expect(stackFrames[0]?.line).not.toBe(line);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("in a log message", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("operators", { at: ["call-pay"], args: ["4"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "in-pay", logMessage: "{round} costs {purse[1].cents}" });
    await session.continue();

    const lines: string[] = [];
    while (lines.length < 12) {
      const { output } = await session.dap.next("output", (event) => /costs/.test(event.output));
      lines.push(...output.trimEnd().split("\n"));
    }
    const each = [0, 1, 2, 3].map((round) => `${round} costs ${2 * round}`);
    expect(lines.toSorted()).toEqual(each.flatMap((one) => [one, one, one]));
    await session.exits(0);
    await session.disconnect();
  });

  test("in a watch, with a breakpoint in them and in the way of other threads", async ({
    stage,
    skip,
  }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("operators", { at: ["in-pay"] });
    await session.stopped("breakpoint");
    const functions = ["Purse::operator[]", "Money::operator=="].map((name) => ({ name }));
    await session.dap.request("setFunctionBreakpoints", { breakpoints: functions });

    for (let round = 0; round < 5; round++) {
      expect((await session.evaluate("purse[2] == 7", "watch")).result).toBe("true");
      expect((await session.evaluate("purse[3]", "hover")).result).toMatch(/cents = 9/);
    }
    expect(session.dap.pending("stopped")).toBe(false);
    await session.disconnect({ terminateDebuggee: true });
  });
});
