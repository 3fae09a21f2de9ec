import { describe, expect, test } from "./fixtures.ts";

const here = import.meta.filename;

describe("disassemble", () => {
  test("shows instructions with their sources", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false });
    talk.engine.instructions = [
      { address: 0xfffn, text: "", valid: false },
      {
        address: 0x1000n,
        text: "push rbp",
        bytes: Uint8Array.of(0x55, 0x0a),
        symbol: "main",
        source: { path: here, line: 3 },
        valid: true,
      },
      { address: 0x1002n, text: "nop", source: { path: here, line: 4 }, valid: true },
      { address: 0x1003n, text: "ret", source: { path: "/gone/x.c", line: 1 }, valid: true },
    ];

    const args = { memoryReference: "0x1000", offset: 16, instructionOffset: -1 };
    const reply = await talk.dap.request("disassemble", { ...args, instructionCount: 4 });

    expect(reply?.instructions).toEqual([
      { address: "0xfff", instruction: "??", presentationHint: "invalid" },
      {
        address: "0x1000",
        instruction: "push rbp",
        instructionBytes: "55 0a",
        symbol: "main",
        location: { name: "disassemble.test.ts", path: here },
        line: 2,
      },
      { address: "0x1002", instruction: "nop", line: 3 },
      {
        address: "0x1003",
        instruction: "ret",
        location: { name: "x.c", path: "/gone/x.c", presentationHint: "deemphasize" },
        line: 0,
      },
    ]);
    expect(talk.engine.calls).toEqual(["disassemble 1010 -1 4"]);
  });

  test("leaves symbols out for a client that does not want them", async ({ talk }) => {
    await talk.stop();
    talk.engine.instructions = [{ address: 1n, text: "nop", symbol: "f", valid: true }];

    const args = { memoryReference: "0x1", instructionCount: 1, resolveSymbols: false };
    const reply = await talk.dap.request("disassemble", args);

    expect(reply?.instructions).toEqual([{ address: "0x1", instruction: "nop" }]);
  });

  test("refuses counts beyond reason", async ({ talk }) => {
    await talk.stop();

    for (const wrong of [
      { instructionCount: -1 },
      { instructionCount: 1e9 },
      { instructionOffset: -1e9 },
      { instructionOffset: 1e9 },
    ]) {
      const args = { memoryReference: "0x1", instructionCount: 1, ...wrong };
      expect(await talk.dap.refused("disassemble", args)).toMatchObject({ id: 102 });
    }
  });
});
