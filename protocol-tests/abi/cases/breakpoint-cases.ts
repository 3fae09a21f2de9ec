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
  verbCase("breakpoint", "offset", [], `${B}::GetOffset`, [note.memory], filled.u64(0)),
  verbCase("breakpoint", "setOffset", [address], `${B}::SetOffset`, [note.u64(address)]),
  verbCase("breakpoint", "setDataParameters", [8, 0x80000002], `${B}::SetDataParameters`, [
    note.u32(8),
    note.u32(0x80000002),
  ]),
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
];
