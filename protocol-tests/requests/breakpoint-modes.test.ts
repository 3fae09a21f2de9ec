import { describe, expect, source, test } from "./fixtures.ts";

describe("breakpoint modes", () => {
  test("are announced for lines and instructions", async ({ talk }) => {
    const { breakpointModes } = await talk.initialize();

    expect(breakpointModes?.map(({ mode, appliesTo }) => [mode, appliesTo])).toEqual([
      ["software", ["source", "instruction"]],
      ["hardware", ["source", "instruction"]],
    ]);
  });

  test("reach the engine, with the rules of each breakpoint", async ({ talk }) => {
    await talk.run();

    await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [
        { line: 3, mode: "hardware", condition: "x" },
        { line: 4, mode: "software" },
        { line: 5 },
      ],
    });
    await talk.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference: "0x1000", mode: "hardware" }],
    });

    expect(talk.engine.calls).toEqual([
      `setSourceBreakpoints ${source} 3 hardware if x,4,5`,
      "setInstructionBreakpoints 0x1000 hardware",
    ]);
  });

  test("that nobody knows concern that one breakpoint only", async ({ talk }) => {
    await talk.run();

    const lines = await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 3, mode: "magic" }, { line: 4 }],
    });
    const { breakpoints } = await talk.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference: "0x1000", mode: "magic" }],
    });

    const refused = {
      verified: false,
      reason: "failed",
      message: `The breakpoint is not set because its mode 'magic' is not known: write "software" or "hardware", or no mode.`,
    };
    expect(lines.breakpoints).toMatchObject([refused, { verified: true }]);
    expect(breakpoints).toMatchObject([refused]);
  });
});
