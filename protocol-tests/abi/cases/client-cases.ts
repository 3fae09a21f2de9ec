import {
  filled,
  longs,
  note,
  textArguments,
  type VerbCase,
  verbCase,
  words,
} from "../verb-case.ts";

const I = "IDebugClient5";
const server = 0xfedcba9876543210n;
const pid = 0x80000abc;
const start = {
  commandLine: '"C:\\é 中😀\\a.exe" "x y"',
  createFlags: 0x80000002,
  engineCreateFlags: 0x40000001,
  verifierFlags: 0x20000004,
  initialDirectory: "D:\\wörk 中",
  environment: { KEY: "välue", ÄB: "中😀" },
};
const commandLine = Buffer.from(`${start.commandLine}\0`, "utf16le");
const options = words(0x80000002, 0x40000001, 0x20000004, 0);
const startCaptures = { 1: commandLine.length, 2: 16 };
const startArgs = [
  note.u64(server),
  note.bytes(commandLine),
  note.bytes(options),
  note.u32(16),
  note.wide(start.initialDirectory),
] as const;

/** Every verb of DebugClient. */
export const clientCases: readonly VerbCase[] = [
  verbCase(
    "client",
    "startProcessServer",
    ["tcp:port=0,password=é中😀"],
    `${I}::StartProcessServerWide`,
    [note.u32(2), note.wide("tcp:port=0,password=é中😀"), note.none],
  ),
  verbCase(
    "client",
    "waitForProcessServerEnd",
    [1234],
    `${I}::WaitForProcessServerEnd`,
    [note.u32(1234)],
    true,
  ),
  verbCase(
    "client",
    "waitForProcessServerEnd",
    [],
    `${I}::WaitForProcessServerEnd`,
    [note.u32(0xffffffff)],
    false,
    { when: "S_FALSE", answer: 1 },
  ),
  verbCase(
    "client",
    "connectProcessServer",
    ["tcp:server=bö中x"],
    `${I}::ConnectProcessServerWide`,
    [note.wide("tcp:server=bö中x"), note.memory],
    filled.u64(1),
  ),
  verbCase("client", "disconnectProcessServer", [server], `${I}::DisconnectProcessServer`, [
    note.u64(server),
  ]),
  verbCase("client", "endProcessServer", [server], `${I}::EndProcessServer`, [note.u64(server)]),
  verbCase(
    "client",
    "runningProcessIds",
    [server],
    `${I}::GetRunningProcessSystemIds`,
    [note.u64(server), note.memory, note.u32(1024), note.memory],
    [4, 0xfffffffe, 7],
    { writes: { 1: words(4, 0xfffffffe, 7, 9), 3: words(3) } },
  ),
  verbCase(
    "client",
    "runningProcessDescription",
    [server, pid, 0x80000007],
    `${I}::GetRunningProcessDescriptionWide`,
    [note.u64(server), note.u32(pid), note.u32(0x80000007), ...textArguments, ...textArguments],
    {
      executable: filled.text(`${I}::GetRunningProcessDescriptionWide`, 3),
      description: filled.text(`${I}::GetRunningProcessDescriptionWide`, 6),
    },
  ),
  verbCase("client", "attachProcess", [server, pid, 0x10], `${I}::AttachProcess`, [
    note.u64(server),
    note.u32(pid),
    note.u32(0x10),
  ]),
  verbCase("client", "openDumpFile", ["D:\\dümps\\中.dmp"], `${I}::OpenDumpFileWide`, [
    note.wide("D:\\dümps\\中.dmp"),
    note.u64(0n),
  ]),
  verbCase(
    "client",
    "createProcess",
    [server, start],
    `${I}::CreateProcess2Wide`,
    [...startArgs, note.wide("KEY=välue")],
    undefined,
    { captures: startCaptures },
  ),
  verbCase(
    "client",
    "createProcess",
    [server, { commandLine: "a", createFlags: 2 }],
    `${I}::CreateProcess2Wide`,
    [
      note.u64(server),
      note.memory,
      note.bytes(words(2, 0, 0, 0)),
      note.u32(16),
      note.none,
      note.none,
    ],
    undefined,
    { when: "defaults", captures: { 2: 16 } },
  ),
  verbCase("client", "addProcessOptions", [0x80000001], `${I}::AddProcessOptions`, [
    note.u32(0x80000001),
  ]),
  verbCase("client", "removeProcessOptions", [0x80000002], `${I}::RemoveProcessOptions`, [
    note.u32(0x80000002),
  ]),
  verbCase("client", "terminateProcesses", [], `${I}::TerminateProcesses`, []),
  verbCase("client", "detachProcesses", [], `${I}::DetachProcesses`, []),
  verbCase("client", "detachCurrentProcess", [], `${I}::DetachCurrentProcess`, []),
  verbCase("client", "endSession", [2], `${I}::EndSession`, [note.u32(2)]),
  verbCase("client", "exitCode", [], `${I}::GetExitCode`, [note.memory], filled.u32(0)),
  verbCase("client", "exitCode", [], `${I}::GetExitCode`, [note.memory], undefined, {
    when: "S_FALSE",
    answer: 1,
  }),
  verbCase(
    "client",
    "createClient",
    [],
    `${I}::CreateClient`,
    [note.memory],
    { wrapper: "DebugClient" },
    { writes: { 0: longs(0x123450n) } },
  ),
  verbCase(
    "client",
    "setEventCallbacks",
    [{ pointer: 0x7ffe12345678n }],
    `${I}::SetEventCallbacksWide`,
    [note.object("0x7ffe12345678")],
  ),
  verbCase(
    "client",
    "setEventCallbacks",
    [null],
    `${I}::SetEventCallbacksWide`,
    [note.none],
    undefined,
    { when: "none" },
  ),
  verbCase(
    "client",
    "setOutputCallbacks",
    [{ pointer: 0x7ffe12345678n }],
    `${I}::SetOutputCallbacksWide`,
    [note.object("0x7ffe12345678")],
  ),
  verbCase(
    "client",
    "setOutputCallbacks",
    [null],
    `${I}::SetOutputCallbacksWide`,
    [note.none],
    undefined,
    { when: "none" },
  ),
  verbCase("client", "outputMask", [], `${I}::GetOutputMask`, [note.memory], filled.u32(0)),
  verbCase("client", "setOutputMask", [0x800003ff], `${I}::SetOutputMask`, [note.u32(0x800003ff)]),
  verbCase("client", "flushCallbacks", [], `${I}::FlushCallbacks`, []),
];
