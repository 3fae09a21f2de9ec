import { describe, expect, test } from "./fixtures.ts";

describe("setInstructionBreakpoints", () => {
  test("takes references of frames and disassembly, with offsets", async ({ talk }) => {
    await talk.stop();
    await talk.frameId();
    const { stackFrames } = await talk.dap.request("stackTrace", { threadId: 7 });
    const instructionReference = stackFrames[0]?.instructionPointerReference ?? "";
    talk.engine.calls.length = 0;

    const { breakpoints } = await talk.dap.request("setInstructionBreakpoints", {
      breakpoints: [
        { instructionReference },
        { instructionReference, offset: -16, condition: "x" },
        { instructionReference: "main" },
      ],
    });

    expect(talk.engine.calls).toEqual(["setInstructionBreakpoints 0x1000,0xff0 if x"]);
    expect(breakpoints).toMatchObject([
      { verified: true, instructionReference: "0x1000" },
      { verified: true, instructionReference: "0xff0" },
      { verified: false, reason: "failed", message: expect.stringContaining("'main'") },
    ]);
  });

  test("is the reason of a stop there", async ({ talk }) => {
    await talk.run();
    const { breakpoints } = await talk.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference: "0x1000" }],
    });

    talk.engine.stop({ kind: "breakpoint", breakpointIds: [talk.engine.idOf("0x1000")] });

    expect(await talk.dap.next("stopped")).toMatchObject({
      reason: "instruction breakpoint",
      hitBreakpointIds: [breakpoints[0]?.id],
    });
  });
});
