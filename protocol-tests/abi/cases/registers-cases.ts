import {
  filled,
  longs,
  note,
  textArguments,
  type VerbCase,
  verbCase,
  words,
} from "../verb-case.ts";

const R = "IDebugRegisters2";
const value = (integer: bigint, type: number) =>
  Buffer.concat([longs(integer), Buffer.alloc(16), words(0, type)]);
const valueResult = (integer: bigint, type: number, read = integer) => ({
  type,
  integer: read,
  bytes: value(integer, type).subarray(0, 24),
});

/** Every verb of DebugRegisters. */
export const registersCases: readonly VerbCase[] = [
  verbCase("registers", "count", [], `${R}::GetNumberRegisters`, [note.memory], filled.u32(0)),
  verbCase(
    "registers",
    "description",
    [0x80000001],
    `${R}::GetDescriptionWide`,
    [note.u32(0x80000001), ...textArguments, note.memory],
    {
      name: filled.text(`${R}::GetDescriptionWide`, 1),
      type: 4,
      flags: 1,
      master: 0x80000002,
      length: 32,
      mask: 0xffffffff00000001n,
      shift: 8,
    },
    {
      writes: {
        4: Buffer.concat([words(4, 1, 0x80000002, 32), longs(0xffffffff00000001n), words(8, 0)]),
      },
    },
  ),
  verbCase(
    "registers",
    "indexByName",
    ["é中😀"],
    `${R}::GetIndexByNameWide`,
    [note.wide("é中😀"), note.memory],
    filled.u32(1),
  ),
  verbCase(
    "registers",
    "value",
    [0x80000003],
    `${R}::GetValue`,
    [note.u32(0x80000003), note.memory],
    valueResult(0xfedcba9876543210n, 4),
    { writes: { 1: value(0xfedcba9876543210n, 4) } },
  ),
  verbCase(
    "registers",
    "setValue",
    [0x80000004, { type: 4, integer: 0xfedcba9876543210n }],
    `${R}::SetValue`,
    [note.u32(0x80000004), note.bytes(value(0xfedcba9876543210n, 4))],
    undefined,
    { captures: { 1: 32 } },
  ),
  verbCase(
    "registers",
    "values",
    [2, 5, 2],
    `${R}::GetValues2`,
    [note.u32(2), note.u32(2), note.none, note.u32(5), note.memory],
    [valueResult(1n, 4), valueResult(0xfedcba9876543210n, 2, 0x3210n)],
    { writes: { 4: Buffer.concat([value(1n, 4), value(0xfedcba9876543210n, 2)]) } },
  ),
  verbCase(
    "registers",
    "instructionOffset",
    [],
    `${R}::GetInstructionOffset`,
    [note.memory],
    filled.u64(0),
  ),
  verbCase("registers", "stackOffset", [], `${R}::GetStackOffset`, [note.memory], filled.u64(0)),
  verbCase("registers", "frameOffset", [], `${R}::GetFrameOffset`, [note.memory], filled.u64(0)),
];
