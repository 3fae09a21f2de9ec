import { describe, expect, test } from "./fixtures.ts";

const functions = (...names: string[]) => ({ breakpoints: names.map((name) => ({ name })) });

describe("setFunctionBreakpoints", () => {
  test("answers in the order of the request, with stable ids", async ({ talk }) => {
    await talk.stop();
    talk.engine.breakpointOn = (name) => ({ path: "/src/prog.c", line: name === "f" ? 3 : 9 });

    const first = await talk.dap.request("setFunctionBreakpoints", functions("f", "ns::g"));
    const second = await talk.dap.request("setFunctionBreakpoints", functions("ns::g", "f"));

    expect(first.breakpoints).toMatchObject([
      { verified: true, line: 3, source: { name: "prog.c", path: "/src/prog.c" } },
      { verified: true, line: 9 },
    ]);
    expect(second.breakpoints.map(({ id }) => id)).toEqual(
      first.breakpoints.map(({ id }) => id).toReversed(),
    );
    expect(talk.engine.calls).toEqual([
      "setFunctionBreakpoints f,ns::g",
      "setFunctionBreakpoints ns::g,f",
    ]);
  });

  test("replaces breakpoints on functions only", async ({ talk }) => {
    await talk.stop();
    await talk.dap.request("setBreakpoints", {
      source: { path: "/src/prog.c" },
      breakpoints: [{ line: 3 }],
    });
    await talk.dap.request("setFunctionBreakpoints", functions("f"));
    talk.engine.calls.length = 0;

    expect(await talk.dap.request("setFunctionBreakpoints", functions())).toEqual({
      breakpoints: [],
    });

    expect(talk.engine.calls).toEqual(["setFunctionBreakpoints "]);
  });

  test("hands rules to the engine and refuses those that cannot be read", async ({ talk }) => {
    await talk.stop();

    const { breakpoints } = await talk.dap.request("setFunctionBreakpoints", {
      breakpoints: [
        { name: "f", condition: "x", hitCondition: ">2" },
        { name: "g", hitCondition: "many" },
      ],
    });

    expect(breakpoints).toMatchObject([
      { verified: true },
      { verified: false, reason: "failed", message: expect.stringContaining("'many'") },
    ]);
    expect(talk.engine.calls).toEqual(["setFunctionBreakpoints f if x hits >2"]);
  });

  test("refuses a name that is none", async ({ talk }) => {
    await talk.stop();

    const { breakpoints } = await talk.dap.request("setFunctionBreakpoints", functions(" ", "f"));

    expect(breakpoints).toMatchObject([
      { verified: false, reason: "failed", message: expect.stringContaining("name") },
      { verified: true },
    ]);
  });

  test("waits for the debuggee and binds with the same id", async ({ talk }) => {
    await talk.initialize();
    const { breakpoints } = await talk.dap.request("setFunctionBreakpoints", functions("f"));
    expect(breakpoints).toMatchObject([{ verified: false, reason: "pending" }]);

    const { started } = await talk.begin();

    const { reason, breakpoint } = await talk.dap.next("breakpoint");
    expect(reason).toBe("changed");
    expect(breakpoint).toMatchObject({ id: breakpoints[0]?.id, verified: true });
    await talk.dap.request("configurationDone");
    await started;
  });

  test("is the reason of a stop there", async ({ talk }) => {
    await talk.run();
    const { breakpoints } = await talk.dap.request("setFunctionBreakpoints", functions("f"));

    talk.engine.stop({ kind: "breakpoint", breakpointIds: [talk.engine.idOf("f")] });

    expect(await talk.dap.next("stopped")).toMatchObject({
      reason: "function breakpoint",
      hitBreakpointIds: [breakpoints[0]?.id],
    });
  });

  test("shares a stop with breakpoints of other kinds", async ({ talk }) => {
    await talk.run();
    const inFunction = await talk.dap.request("setFunctionBreakpoints", functions("f"));
    const onLine = await talk.dap.request("setBreakpoints", {
      source: { path: "/src/prog.c" },
      breakpoints: [{ line: 3 }],
    });

    talk.engine.stop({
      kind: "breakpoint",
      breakpointIds: [talk.engine.breakpointId("/src/prog.c", 3), talk.engine.idOf("f")],
    });

    expect(await talk.dap.next("stopped")).toMatchObject({
      reason: "breakpoint",
      hitBreakpointIds: [onLine.breakpoints[0]?.id, inFunction.breakpoints[0]?.id],
    });
  });
});
