import { filled, note, type VerbCase, verbCase, words } from "../verb-case.ts";

const I = "IDebugControl4";

/** The verbs of DebugControl about breakpoints and event filters. */
export const controlStopCases: readonly VerbCase[] = [
  verbCase(
    "control",
    "addBreakpoint",
    [1, 0x80000005],
    `${I}::AddBreakpoint2`,
    [note.u32(1), note.u32(0x80000005), note.memory],
    { wrapper: "DebugBreakpoint" },
  ),
  verbCase(
    "control",
    "addBreakpoint",
    [0],
    `${I}::AddBreakpoint2`,
    [note.u32(0), note.u32(0xffffffff), note.memory],
    { wrapper: "DebugBreakpoint" },
    { when: "any id" },
  ),
  verbCase(
    "control",
    "removeBreakpoint",
    (objects) => [objects.control.addBreakpoint(0)],
    `${I}::RemoveBreakpoint2`,
    [note.object("IDebugBreakpoint2")],
  ),
  verbCase(
    "control",
    "filterCounts",
    [],
    `${I}::GetNumberEventFilters`,
    [note.memory, note.memory, note.memory],
    { specific: filled.u32(0), exceptions: filled.u32(1), added: filled.u32(2) },
  ),
  verbCase(
    "control",
    "exceptionFilters",
    [10, 2],
    `${I}::GetExceptionFilterParameters`,
    [note.u32(2), note.none, note.u32(10), note.memory],
    [
      { executionOption: 1, continueOption: 2, exceptionCode: 0xc0000005 },
      { executionOption: 0x80000003, continueOption: 4, exceptionCode: 0xe06d7363 },
    ],
    { writes: { 3: words(1, 2, 9, 9, 9, 0xc0000005, 0x80000003, 4, 9, 9, 9, 0xe06d7363) } },
  ),
  verbCase(
    "control",
    "setExceptionFilters",
    [
      [
        { executionOption: 1, continueOption: 1, exceptionCode: 0xe06d7363 },
        { executionOption: 4, continueOption: 0, exceptionCode: 0x80000001 },
      ],
    ],
    `${I}::SetExceptionFilterParameters`,
    [note.u32(2), note.bytes(words(1, 1, 0, 0, 0, 0xe06d7363, 4, 0, 0, 0, 0, 0x80000001))],
    undefined,
    { captures: { 1: 48 } },
  ),
];
