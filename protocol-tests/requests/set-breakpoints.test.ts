import { describe, expect, source, test } from "./fixtures.ts";

const lines = (...numbers: number[]) => ({
  source: { path: source },
  breakpoints: numbers.map((line) => ({ line })),
});

describe("setBreakpoints", () => {
  test("answers in the order of the request, with stable ids", async ({ talk }) => {
    await talk.stop();

    const first = await talk.dap.request("setBreakpoints", lines(9, 3));
    const second = await talk.dap.request("setBreakpoints", lines(3, 9, 4));

    expect(first.breakpoints).toMatchObject([
      { verified: true, line: 9 },
      { verified: true, line: 3 },
    ]);
    const [nine, three] = first.breakpoints;
    expect(second.breakpoints.map(({ id }) => id).slice(0, 2)).toEqual([three?.id, nine?.id]);
    expect(talk.engine.calls).toEqual([
      `setSourceBreakpoints ${source} 9,3`,
      `setSourceBreakpoints ${source} 3,9,4`,
    ]);
  });

  test("works while the debuggee runs", async ({ talk }) => {
    await talk.run();

    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(3));

    expect(breakpoints).toMatchObject([{ verified: true }]);
    expect(talk.dap.leftOver()).toEqual([]);
  });

  test("clears with an empty list, and without one", async ({ talk }) => {
    await talk.stop();

    expect(await talk.dap.request("setBreakpoints", lines())).toEqual({ breakpoints: [] });
    expect(await talk.dap.request("setBreakpoints", { source: { path: source } })).toEqual({
      breakpoints: [],
    });
  });

  test("understands the lines of older clients", async ({ talk }) => {
    await talk.stop();

    const { breakpoints } = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      lines: [3],
    });

    expect(breakpoints).toMatchObject([{ verified: true, line: 3 }]);
  });

  test("says why one is not verified", async ({ talk }) => {
    await talk.stop();
    talk.engine.breakpointAt = (_path, line) => ({
      verified: false,
      problem: line === 3 ? "pending" : "failed",
      message: `Line ${line} has no code.`,
    });

    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(3, 4));

    expect(breakpoints).toMatchObject([
      { verified: false, reason: "pending", message: "Line 3 has no code." },
      { verified: false, reason: "failed", message: "Line 4 has no code." },
    ]);
  });

  test("reports one that binds later under its own id", async ({ talk }) => {
    await talk.stop();
    talk.engine.breakpointAt = () => ({ verified: false, problem: "pending", message: "Wait." });
    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(3));
    const id = talk.engine.breakpointId(source, 3);

    talk.engine.raise({ type: "breakpointChanged", breakpoint: { id, verified: true, line: 5 } });

    expect(await talk.dap.next("breakpoint")).toEqual({
      reason: "changed",
      breakpoint: {
        id: breakpoints[0]?.id,
        verified: true,
        line: 5,
        source: { path: source },
      },
    });
  });

  test("names the ones that were hit by the ids it gave out", async ({ talk }) => {
    await talk.run();
    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(3));

    talk.engine.stop({
      kind: "breakpoint",
      breakpointIds: [talk.engine.breakpointId(source, 3), 9999],
    });

    expect(await talk.dap.next("stopped")).toEqual({
      reason: "breakpoint",
      threadId: 7,
      allThreadsStopped: true,
      hitBreakpointIds: [breakpoints[0]?.id],
    });
  });

  test("counts lines as the client does", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false });

    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(0));

    expect(talk.engine.calls).toEqual([`setSourceBreakpoints ${source} 1`]);
    expect(breakpoints).toMatchObject([{ line: 0 }]);
  });

  test("speaks URIs with a client that does", async ({ talk }) => {
    await talk.stop({ pathFormat: "uri" });

    const { breakpoints } = await talk.dap.request("setBreakpoints", {
      source: { path: "file:///src/a%20b.c" },
      breakpoints: [{ line: 3 }],
    });

    expect(talk.engine.calls).toEqual(["setSourceBreakpoints /src/a b.c 3"]);
    expect(breakpoints[0]?.source?.path).toBe("file:///src/a%20b.c");
  });

  test("maps paths into the symbols", async ({ talk }) => {
    await talk.stop({}, { sourceFileMap: { "C:\\build": "/src" } });

    await talk.dap.request("setBreakpoints", lines(3));

    expect(talk.engine.calls).toEqual(["setSourceBreakpoints C:\\build\\prog.c 3"]);
  });

  test("stay under the name they were set by, whatever a stack shows later", async ({ talk }) => {
    const folder = import.meta.dirname;
    const path = `${folder}/fixtures.ts`;
    await talk.stop({}, { sourcePath: [folder] });
    const file = { source: { path } };
    await talk.dap.request("setBreakpoints", { ...file, breakpoints: [{ line: 3 }] });
    talk.engine.frames = [
      { level: 0, name: "main", address: 1n, source: { path: "/build/fixtures.ts", line: 3 } },
    ];
    const { stackFrames } = await talk.dap.request("stackTrace", { threadId: 7 });
    expect(stackFrames[0]?.source?.path).toBe(path);

    await talk.dap.request("setBreakpoints", { ...file, breakpoints: [] });

    expect(talk.engine.calls.filter((call) => call.startsWith("setSource"))).toEqual([
      "setSourceBreakpoints fixtures.ts 3",
      "setSourceBreakpoints fixtures.ts ",
    ]);
  });

  test("hands conditions, hit counts and log messages to the engine", async ({ talk }) => {
    await talk.stop();

    const { breakpoints } = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [
        { line: 3, condition: "x > 1", hitCondition: "%2" },
        { line: 4, logMessage: "x is {x}" },
        { line: 5, condition: "", hitCondition: "", logMessage: "" },
      ],
    });

    expect(breakpoints).toMatchObject([{ verified: true }, { verified: true }, { verified: true }]);
    expect(talk.engine.calls).toEqual([
      `setSourceBreakpoints ${source} 3 if x > 1 hits %2,4 log [{"text":"x is "},{"expression":"x"}],5`,
    ]);
  });

  test("refuses rules that cannot be read, each for itself", async ({ talk }) => {
    await talk.stop();

    const { breakpoints } = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [
        { line: 3, hitCondition: "often" },
        { line: 4 },
        { line: 5, logMessage: "x is {x" },
      ],
    });

    expect(breakpoints).toMatchObject([
      { verified: false, line: 3, reason: "failed", message: expect.stringContaining("'often'") },
      { verified: true, line: 4 },
      { verified: false, line: 5, reason: "failed", message: expect.stringContaining("'x is {x'") },
    ]);
    expect(talk.engine.calls).toEqual([`setSourceBreakpoints ${source} 4`]);
  });

  test("refuses lines that no file has", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false });

    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(-1, 2 ** 31, 0));

    expect(breakpoints).toMatchObject([
      { verified: false, reason: "failed", message: "No file has a line -1." },
      { verified: false, reason: "failed", message: "No file has a line 2147483648." },
      { verified: true, line: 0 },
    ]);
  });

  test("refuses a URI that names no file", async ({ talk }) => {
    await talk.stop({ pathFormat: "uri" });

    for (const path of ["file:///%zz", "file:///a%2fb.c"]) {
      const refusal = await talk.dap.refused("setBreakpoints", { source: { path } });
      expect(refusal).toMatchObject({ id: 102, format: expect.stringContaining(path) });
    }
  });

  test("a changed rule keeps the id, and another file keeps its breakpoints", async ({ talk }) => {
    await talk.stop();
    const other = { source: { path: "/src/other.c" }, breakpoints: [{ line: 1 }] };
    await talk.dap.request("setBreakpoints", other);

    const first = await talk.dap.request("setBreakpoints", lines(3));
    const second = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 3, condition: "x" }],
    });

    expect(second.breakpoints[0]?.id).toBe(first.breakpoints[0]?.id);
    expect(talk.engine.calls.filter((call) => call.includes("other.c"))).toHaveLength(1);
  });

  test("two at the same line have ids of their own and are both hit", async ({ talk }) => {
    await talk.run();

    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(3, 3));
    const ids = breakpoints.map(({ id }) => id);
    talk.engine.stop({ kind: "breakpoint", breakpointIds: [talk.engine.breakpointId(source, 3)] });

    expect(new Set(ids).size).toBe(2);
    expect((await talk.dap.next("stopped")).hitBreakpointIds).toEqual(ids);
  });

  test("say where the instruction is", async ({ talk }) => {
    await talk.stop();
    talk.engine.breakpointAt = () => ({ address: 0x1234n });

    const { breakpoints } = await talk.dap.request("setBreakpoints", lines(3));

    expect(breakpoints).toMatchObject([{ instructionReference: "0x1234" }]);
  });

  test("cannot do anything for a source without a path", async ({ talk }) => {
    await talk.stop();

    const { breakpoints } = await talk.dap.request("setBreakpoints", {
      source: { sourceReference: 3 },
      breakpoints: [{ line: 3 }],
    });

    expect(breakpoints).toMatchObject([{ verified: false, reason: "failed" }]);
  });
});
