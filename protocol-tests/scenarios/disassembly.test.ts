import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

async function disassemble(
  session: Session,
  args: Dap.DisassembleArguments,
): Promise<Dap.DisassembledInstruction[]> {
  const instructions = (await session.dap.request("disassemble", args))?.instructions ?? [];
  expect(instructions).toHaveLength(args.instructionCount);
  const addresses = instructions.map(({ address }) => BigInt(address));
  for (const [index, address] of addresses.entries()) {
    if (index > 0) expect(address).toBeGreaterThan(addresses[index - 1] as bigint);
  }
  return instructions;
}

describe("disassemble", () => {
  test("answers the count that was asked for, with places", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const frame = await session.stoppedIn("breakpoint");
    const memoryReference = frame.instructionPointerReference ?? "";

    const instructions = await disassemble(session, { memoryReference, instructionCount: 20 });

    const [first] = instructions;
    expect(BigInt(first?.address ?? 0)).toBe(BigInt(memoryReference));
    expect(first?.instruction).toMatch(/mov/);
    expect(first?.instructionBytes).toMatch(/^[0-9a-f]{2}( ?[0-9a-f]{2})*$/i);
    expect(first?.line).toBe(session.line("in-add"));
    expect(first?.location?.path?.replaceAll("\\", "/")).toMatch(/steps\.c$/);
    expect(instructions.filter(({ presentationHint }) => presentationHint === "invalid")).toEqual(
      [],
    );
    await session.disconnect();
  });

  test("counts instructions backwards, and both ways fit together", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const frame = await session.stoppedIn("breakpoint");
    const memoryReference = frame.instructionPointerReference ?? "";

    const around = await disassemble(session, {
      memoryReference,
      instructionOffset: -4,
      instructionCount: 10,
    });
    const onwards = await disassemble(session, { memoryReference, instructionCount: 6 });
    const later = await disassemble(session, {
      memoryReference,
      instructionOffset: 2,
      instructionCount: 4,
    });

    const addresses = (list: Dap.DisassembledInstruction[]) => list.map(({ address }) => address);
    expect(addresses(around).slice(4)).toEqual(addresses(onwards));
    expect(addresses(onwards).slice(2)).toEqual(addresses(later));
    // Those in front of it are the beginning of the function.
    expect(around[3]?.presentationHint).not.toBe("invalid");
    await session.disconnect();
  });

  test("answers for every frame of the stack", async ({ stage }) => {
    const session = await stage.launch("recursion", { args: ["3"], at: ["bottom"] });
    await session.stopped("breakpoint");

    for (const { instructionPointerReference } of (await session.frames()).slice(0, 4)) {
      await disassemble(session, {
        memoryReference: instructionPointerReference ?? "",
        instructionOffset: -10,
        instructionCount: 30,
      });
    }
    await session.disconnect();
  });

  test("fills up with what is no instruction where nothing can be read", async ({ stage }) => {
    const session = await stage.launch("memory", { at: ["ready"] });
    await session.stopped("breakpoint");
    const page = BigInt((await session.evaluate("page")).memoryReference ?? "0");

    const edge = await disassemble(session, {
      memoryReference: `0x${(page + 65_536n - 8n).toString(16)}`,
      instructionCount: 40,
    });
    const nothing = await disassemble(session, {
      memoryReference: `0x${(page + 65_536n).toString(16)}`,
      instructionCount: 5,
    });
    const before = await disassemble(session, {
      memoryReference: `0x${page.toString(16)}`,
      instructionOffset: -20,
      instructionCount: 20,
    });

    expect(edge.at(-1)).toMatchObject({ presentationHint: "invalid" });
    for (const list of [nothing, before]) {
      for (const one of list) expect(one.presentationHint).toBe("invalid");
    }
    await session.disconnect();
  });

  test("goes on in front of a byte that is no code", async ({ stage }) => {
    const session = await stage.launch("memory", { at: ["ready"] });
    await session.stopped("breakpoint");
    const page = BigInt((await session.evaluate("page")).memoryReference ?? "0");
    const nop = 0x90;
    // 06 is an instruction of 32-bit code only.
    const data = Buffer.from([nop, nop, 0x06, nop, nop, nop]).toString("base64");
    await session.dap.request("writeMemory", { memoryReference: `0x${page.toString(16)}`, data });

    const before = await disassemble(session, {
      memoryReference: `0x${(page + 6n).toString(16)}`,
      instructionOffset: -6,
      instructionCount: 6,
    });

    expect(before.map(({ address }) => BigInt(address) - page)).toEqual([0n, 1n, 2n, 3n, 4n, 5n]);
    expect(before.map(({ instruction }) => /nop/.test(instruction))).toEqual([
      true,
      true,
      false,
      true,
      true,
      true,
    ]);
    await session.disconnect();
  });

  test("manages thousands", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const frame = await session.stoppedIn("breakpoint");

    await disassemble(session, {
      memoryReference: frame.instructionPointerReference ?? "",
      instructionOffset: -1000,
      instructionCount: 2000,
    });
    await session.disconnect();
  });

  test("takes offsets in bytes", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const frame = await session.stoppedIn("breakpoint");
    const memoryReference = frame.instructionPointerReference ?? "";
    const [, second] = await disassemble(session, { memoryReference, instructionCount: 2 });
    const offset = Number(BigInt(second?.address ?? 0) - BigInt(memoryReference));

    const [first] = await disassemble(session, { memoryReference, offset, instructionCount: 1 });

    expect(first?.address).toBe(second?.address);
    await session.disconnect();
  });
});
