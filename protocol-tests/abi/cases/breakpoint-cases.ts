import { filled, note, textArguments, type VerbCase, verbCase } from "../verb-case.ts";

const B = "IDebugBreakpoint2";
const address = 0xffff8000_12345678n;

/** Every verb of DebugBreakpoint. */
export const breakpointCases: readonly VerbCase[] = [
  verbCase("breakpoint", "id", [], `${B}::GetId`, [note.memory], filled.u32(0)),
  verbCase("breakpoint", "type", [], `${B}::GetType`, [note.memory, note.memory], {
    type: filled.u32(0),
    processor: filled.u32(1),
  }),
  verbCase("breakpoint", "flags", [], `${B}::GetFlags`, [note.memory], filled.u32(0)),
  verbCase("breakpoint", "addFlags", [0x80000004], `${B}::AddFlags`, [note.u32(0x80000004)]),
  verbCase("breakpoint", "removeFlags", [0x80000008], `${B}::RemoveFlags`, [note.u32(0x80000008)]),
  verbCase("breakpoint", "setFlags", [0x80000010], `${B}::SetFlags`, [note.u32(0x80000010)]),
  verbCase("breakpoint", "offset", [], `${B}::GetOffset`, [note.memory], filled.u64(0)),
  verbCase("breakpoint", "setOffset", [address], `${B}::SetOffset`, [note.u64(address)]),
  verbCase(
    "breakpoint",
    "dataParameters",
    [],
    `${B}::GetDataParameters`,
    [note.memory, note.memory],
    { size: filled.u32(0), access: filled.u32(1) },
  ),
  verbCase("breakpoint", "setDataParameters", [8, 0x80000002], `${B}::SetDataParameters`, [
    note.u32(8),
    note.u32(0x80000002),
  ]),
  verbCase("breakpoint", "passCount", [], `${B}::GetPassCount`, [note.memory], filled.u32(0)),
  verbCase("breakpoint", "setPassCount", [0x80000005], `${B}::SetPassCount`, [
    note.u32(0x80000005),
  ]),
  verbCase(
    "breakpoint",
    "currentPassCount",
    [],
    `${B}::GetCurrentPassCount`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase(
    "breakpoint",
    "matchThreadId",
    [],
    `${B}::GetMatchThreadId`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase("breakpoint", "setMatchThreadId", [0x80000006], `${B}::SetMatchThreadId`, [
    note.u32(0x80000006),
  ]),
  verbCase(
    "breakpoint",
    "command",
    [],
    `${B}::GetCommandWide`,
    textArguments,
    filled.text(`${B}::GetCommandWide`, 0),
  ),
  verbCase("breakpoint", "setCommand", ["é中😀"], `${B}::SetCommandWide`, [note.wide("é中😀")]),
  verbCase(
    "breakpoint",
    "offsetExpression",
    [],
    `${B}::GetOffsetExpressionWide`,
    textArguments,
    filled.text(`${B}::GetOffsetExpressionWide`, 0),
  ),
  verbCase("breakpoint", "setOffsetExpression", ["m!é中😀"], `${B}::SetOffsetExpressionWide`, [
    note.wide("m!é中😀"),
  ]),
];
