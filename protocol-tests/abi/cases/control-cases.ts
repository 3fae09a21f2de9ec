import {
  filled,
  longs,
  note,
  textArguments,
  type VerbCase,
  verbCase,
  words,
} from "../verb-case.ts";

const I = "IDebugControl4";
const address = 0xffff8000_12345678n;
const frame = (n: bigint) =>
  Buffer.concat([
    longs(n, n + 1n, n + 2n, n + 3n),
    Buffer.alloc(88, 0xee),
    words(1, Number(n & 0xffn)),
  ]);
const frameResult = (n: bigint) => ({
  instructionOffset: n,
  returnOffset: n + 1n,
  frameOffset: n + 2n,
  stackOffset: n + 3n,
  virtual: true,
  frameNumber: Number(n & 0xffn),
});
const long = `é中😀${"x".repeat(3000)}!`;

/** The verbs of DebugControl about running, looking and commands. */
export const controlCases: readonly VerbCase[] = [
  verbCase("control", "setInterrupt", [2], `${I}::SetInterrupt`, [note.u32(2)]),
  verbCase(
    "control",
    "executionStatus",
    [],
    `${I}::GetExecutionStatus`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase("control", "setExecutionStatus", [4], `${I}::SetExecutionStatus`, [note.u32(4)]),
  verbCase(
    "control",
    "waitForEvent",
    [250],
    `${I}::WaitForEvent`,
    [note.u32(0), note.u32(250)],
    true,
  ),
  verbCase(
    "control",
    "waitForEvent",
    [],
    `${I}::WaitForEvent`,
    [note.u32(0), note.u32(0xffffffff)],
    false,
    { when: "S_FALSE", answer: 1 },
  ),
  verbCase(
    "control",
    "lastEvent",
    [],
    `${I}::GetLastEventInformationWide`,
    [
      note.memory,
      note.memory,
      note.memory,
      note.memory,
      note.u32(160),
      note.memory,
      ...textArguments,
    ],
    {
      type: filled.u32(0),
      processId: filled.u32(1),
      threadId: filled.u32(2),
      extra: filled.struct(3, 12),
      text: filled.text(`${I}::GetLastEventInformationWide`, 6),
    },
  ),
  verbCase(
    "control",
    "actualProcessorType",
    [],
    `${I}::GetActualProcessorType`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase(
    "control",
    "effectiveProcessorType",
    [],
    `${I}::GetEffectiveProcessorType`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase(
    "control",
    "setEffectiveProcessorType",
    [0x80008664],
    `${I}::SetEffectiveProcessorType`,
    [note.u32(0x80008664)],
  ),
  verbCase("control", "isPointer64Bit", [], `${I}::IsPointer64Bit`, [], true),
  verbCase("control", "isPointer64Bit", [], `${I}::IsPointer64Bit`, [], false, {
    when: "S_FALSE",
    answer: 1,
  }),
  verbCase("control", "setCodeLevel", [1], `${I}::SetCodeLevel`, [note.u32(1)]),
  verbCase("control", "engineOptions", [], `${I}::GetEngineOptions`, [note.memory], filled.u32(0)),
  verbCase("control", "addEngineOptions", [0x80000020], `${I}::AddEngineOptions`, [
    note.u32(0x80000020),
  ]),
  verbCase("control", "removeEngineOptions", [0x80000040], `${I}::RemoveEngineOptions`, [
    note.u32(0x80000040),
  ]),
  verbCase("control", "setExpressionSyntax", [1], `${I}::SetExpressionSyntax`, [note.u32(1)]),
  verbCase(
    "control",
    "stackTrace",
    [3],
    `${I}::GetStackTrace`,
    [note.u64(0n), note.u64(0n), note.u64(0n), note.memory, note.u32(3), note.memory],
    [frameResult(0xf000000000000010n), frameResult(0x21n)],
    { writes: { 3: Buffer.concat([frame(0xf000000000000010n), frame(0x21n)]), 5: words(2) } },
  ),
  verbCase(
    "control",
    "disassemble",
    [address, 0x80000001],
    `${I}::DisassembleWide`,
    [note.u64(address), note.u32(0x80000001), ...textArguments, note.memory],
    { text: filled.text(`${I}::DisassembleWide`, 2), next: filled.u64(5) },
  ),
  verbCase(
    "control",
    "disassemble",
    [address, 0],
    `${I}::DisassembleWide`,
    [
      note.u64(address),
      note.u32(0),
      note.text,
      note.u32(long.length + 1),
      note.memory,
      note.memory,
    ],
    { text: long, next: filled.u64(5) },
    { when: "long text", writes: { 2: Buffer.from(long) }, calls: 2 },
  ),
  verbCase(
    "control",
    "evaluate",
    ["é中😀 + 1", 4],
    `${I}::EvaluateWide`,
    [note.wide("é中😀 + 1"), note.u32(4), note.memory, note.memory],
    {
      value: {
        type: 4,
        integer: 0xfedcba9876543210n,
        bytes: Buffer.concat([longs(0xfedcba9876543210n), Buffer.alloc(16, 1)]),
      },
      used: filled.u32(3),
    },
    {
      writes: { 2: Buffer.concat([longs(0xfedcba9876543210n), Buffer.alloc(16, 1), words(0, 4)]) },
    },
  ),
  verbCase(
    "control",
    "evaluate",
    ["1.5"],
    `${I}::EvaluateWide`,
    [note.wide("1.5"), note.u32(0), note.memory, note.memory],
    {
      value: {
        type: 6,
        float: 1.5,
        bytes: Buffer.concat([Buffer.from("000000000000f83f", "hex"), Buffer.alloc(16)]),
      },
      used: filled.u32(3),
    },
    {
      when: "default type",
      writes: {
        2: Buffer.concat([Buffer.from("000000000000f83f", "hex"), Buffer.alloc(16), words(0, 6)]),
      },
    },
  ),
  verbCase("control", "execute", [".echo é中😀", 0x11, 0x80000001], `${I}::ExecuteWide`, [
    note.u32(0x11),
    note.wide(".echo é中😀"),
    note.u32(0x80000001),
  ]),
  verbCase(
    "control",
    "execute",
    ["r"],
    `${I}::ExecuteWide`,
    [note.u32(0), note.wide("r"), note.u32(2)],
    undefined,
    { when: "defaults" },
  ),
];
