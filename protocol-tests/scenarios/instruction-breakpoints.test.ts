import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

/** Address of the first instruction of a marked line, from a stop there. */
async function addressAt(session: Session): Promise<string> {
  return (await session.top()).instructionPointerReference ?? "(none)";
}

describe("instruction breakpoints", () => {
  test("stop at their instruction, with their id", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["count"] });
    await session.stopped("breakpoint");
    const instructionReference = await addressAt(session);
    await session.setBreakpoints();

    const { breakpoints } = await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference }],
    });
    expect(breakpoints).toMatchObject([{ verified: true, instructionReference }]);
    await session.continue();

    const stop = await session.stopped("instruction breakpoint");
    expect(stop.hitBreakpointIds).toEqual([breakpoints[0]?.id]);
    expect(await addressAt(session)).toBe(instructionReference);
    expect((await session.evaluate("number")).result).toBe("2");
    await session.dap.request("setInstructionBreakpoints", { breakpoints: [] });
    await session.continue();
    await session.exits(20);
    await session.disconnect();
  });

  test("take an offset in bytes", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["visit"] });
    await session.stopped("breakpoint");
    const memoryReference = await addressAt(session);
    const { instructions } =
      (await session.dap.request("disassemble", { memoryReference, instructionCount: 3 })) ?? {};
    const third = instructions?.[2]?.address ?? "";
    await session.setBreakpoints();

    const { breakpoints } = await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [
        {
          instructionReference: memoryReference,
          offset: Number(BigInt(third) - BigInt(memoryReference)),
        },
      ],
    });
    expect(breakpoints).toMatchObject([{ verified: true }]);
    await session.continue();

    await session.stopped("instruction breakpoint");
    expect(BigInt(await addressAt(session))).toBe(BigInt(third));
    await session.disconnect({ terminateDebuggee: true });
  });

  test("heed their condition", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["count"] });
    await session.stopped("breakpoint");
    const instructionReference = await addressAt(session);
    await session.setBreakpoints();

    await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference, condition: "number == 12" }],
    });
    await session.continue();

    await session.stopped("instruction breakpoint");
    expect((await session.evaluate("number")).result).toBe("12");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("at an address where nothing is are not verified, and the debuggee still runs", async ({
    stage,
  }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const { breakpoints } = await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference: "0x10" }],
    });

    expect(breakpoints).toMatchObject([{ verified: false }]);
    expect(breakpoints[0]?.message).toBeTruthy();
    await session.continue();
    await session.exits(20);
    await session.disconnect();
  });

  test("name what is no address", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const response = await session.dap.send("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference: "over there" }],
    });

    expect(JSON.stringify(response)).toContain("over there");
    if (response.success) expect(response.body.breakpoints).toMatchObject([{ verified: false }]);
    await session.disconnect();
  });
});
