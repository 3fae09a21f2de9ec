import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

type Step = "next" | "stepIn" | "stepOut";

async function step(
  session: Session,
  kind: Step,
  granularity: Dap.SteppingGranularity,
): Promise<Dap.StackFrame> {
  await session.dap.request(kind, { threadId: session.threadId, granularity });
  return session.stoppedIn("step");
}

const address = (frame: Dap.StackFrame) => BigInt(frame.instructionPointerReference ?? "0");

describe("an instruction step", () => {
  test("goes from instruction to instruction as disassembled", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["two-statements"] });
    const start = await session.stoppedIn("breakpoint");
    const { instructions = [] } =
      (await session.dap.request("disassemble", {
        memoryReference: start.instructionPointerReference ?? "",
        instructionCount: 4,
      })) ?? {};
    const seen = [address(start)];

    for (let count = 0; count < 3; count++) {
      seen.push(address(await step(session, "next", "instruction")));
    }

    expect(seen).toEqual(instructions.map((instruction) => BigInt(instruction.address)));
    await session.disconnect();
  });

  test("goes into a call, over it, and out of it", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["call-visit"] });
    const start = await session.stoppedIn("breakpoint");
    await session.setBreakpoints();
    let frame = start;
    for (let count = 0; count < 10 && frame.name === start.name; count++) {
      frame = await step(session, "stepIn", "instruction");
    }
    expect(frame.name).toContain("visit");

    const outside = await step(session, "stepOut", "instruction");
    expect(outside.name).toBe(start.name);
    // Nothing is left of the call's line, as nobody uses what it returns.
    const line = session.line("call-visit");
    expect([line, line + 1]).toContain(outside.line);

    await session.setBreakpoints("call-visit");
    await session.continue();
    frame = await session.stoppedIn("breakpoint");
    for (let count = 0; count < 4; count++) {
      frame = await step(session, "next", "instruction");
      expect(frame.name).toBe(start.name);
    }
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of line granularity ends on another line", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    expect((await step(session, "next", "line")).line).toBe(session.line("second"));
    expect((await step(session, "next", "statement")).line).toBe(session.line("call-add"));
    expect((await step(session, "stepIn", "line")).line).toBe(session.line("in-add"));
    await session.disconnect();
  });
});
