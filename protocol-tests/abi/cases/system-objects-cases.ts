import { filled, note, textArguments, type VerbCase, verbCase, words } from "../verb-case.ts";

const O = "IDebugSystemObjects4";
const ids = [
  { engineId: 0, systemId: 0x80000100 },
  { engineId: 1, systemId: 0x104 },
];

/** Every verb of DebugSystemObjects. */
export const systemObjectsCases: readonly VerbCase[] = [
  verbCase(
    "systemObjects",
    "eventThread",
    [],
    `${O}::GetEventThread`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase(
    "systemObjects",
    "currentThreadId",
    [],
    `${O}::GetCurrentThreadId`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase("systemObjects", "setCurrentThreadId", [0x80000001], `${O}::SetCurrentThreadId`, [
    note.u32(0x80000001),
  ]),
  verbCase("systemObjects", "setCurrentProcessId", [0x80000002], `${O}::SetCurrentProcessId`, [
    note.u32(0x80000002),
  ]),
  verbCase(
    "systemObjects",
    "threadCount",
    [],
    `${O}::GetNumberThreads`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase(
    "systemObjects",
    "threads",
    [2],
    `${O}::GetThreadIdsByIndex`,
    [note.u32(0), note.u32(2), note.memory, note.memory],
    ids,
    { writes: { 2: words(0, 1), 3: words(0x80000100, 0x104) } },
  ),
  verbCase(
    "systemObjects",
    "processCount",
    [],
    `${O}::GetNumberProcesses`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase(
    "systemObjects",
    "processes",
    [2],
    `${O}::GetProcessIdsByIndex`,
    [note.u32(0), note.u32(2), note.memory, note.memory],
    ids,
    { writes: { 2: words(0, 1), 3: words(0x80000100, 0x104) } },
  ),
  verbCase(
    "systemObjects",
    "currentProcessSystemId",
    [],
    `${O}::GetCurrentProcessSystemId`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase(
    "systemObjects",
    "processIdBySystemId",
    [0x80000004],
    `${O}::GetProcessIdBySystemId`,
    [note.u32(0x80000004), note.memory],
    filled.u32(1),
  ),
  verbCase(
    "systemObjects",
    "currentProcessPeb",
    [],
    `${O}::GetCurrentProcessPeb`,
    [note.memory],
    filled.u64(0),
  ),
  verbCase(
    "systemObjects",
    "currentProcessHandle",
    [],
    `${O}::GetCurrentProcessHandle`,
    [note.memory],
    filled.u64(0),
  ),
  verbCase(
    "systemObjects",
    "currentProcessExecutableName",
    [],
    `${O}::GetCurrentProcessExecutableNameWide`,
    textArguments,
    filled.text(`${O}::GetCurrentProcessExecutableNameWide`, 0),
  ),
];
