import {
  filled,
  longs,
  note,
  textArguments,
  type VerbCase,
  verbCase,
  words,
} from "../verb-case.ts";

const G = "IDebugSymbolGroup2";
const address = 0xffff8000_12345678n;
const symbolBytes = (parent: number) =>
  Buffer.concat([longs(address), words(0x80000001, parent, 7, 0x211), longs(0n)]);
const symbol = (parent: number) => ({
  module: address,
  typeId: 0x80000001,
  parent,
  subElements: 7,
  flags: 0x211,
});
const symbolEntryBytes = Buffer.concat([
  longs(address, 0xf000000000000001n, 0xf000000000000002n, 9n),
  words(0x80000021, 0x22, 0x80000023, 9, 0x24, 0x80000025, 9, 0),
]);

/** Every verb of DebugSymbolGroup. */
export const symbolGroupCases: readonly VerbCase[] = [
  verbCase("group", "count", [], `${G}::GetNumberSymbols`, [note.memory], filled.u32(0)),
  verbCase(
    "group",
    "parameters",
    [4, 2],
    `${G}::GetSymbolParameters`,
    [note.u32(4), note.u32(2), note.memory],
    [symbol(0xffffffff), symbol(4)],
    { writes: { 2: Buffer.concat([symbolBytes(0xffffffff), symbolBytes(4)]) } },
  ),
  verbCase("group", "expand", [0x80000001], `${G}::ExpandSymbol`, [
    note.u32(0x80000001),
    note.i32(1),
  ]),
  verbCase("group", "collapse", [0x80000002], `${G}::ExpandSymbol`, [
    note.u32(0x80000002),
    note.i32(0),
  ]),
  verbCase(
    "group",
    "add",
    ["é中😀"],
    `${G}::AddSymbolWide`,
    [note.wide("é中😀"), note.bytes(words(0xffffffff))],
    filled.u32(1),
    { captures: { 1: 4 } },
  ),
  verbCase(
    "group",
    "add",
    ["nothing"],
    `${G}::AddSymbolWide`,
    [note.wide("nothing"), note.memory],
    undefined,
    { when: "S_FALSE", answer: 1, writes: { 1: words(0xffffffff) } },
  ),
  verbCase("group", "remove", [0x80000003], `${G}::RemoveSymbolByIndex`, [note.u32(0x80000003)]),
  verbCase(
    "group",
    "name",
    [0x80000004],
    `${G}::GetSymbolNameWide`,
    [note.u32(0x80000004), ...textArguments],
    filled.text(`${G}::GetSymbolNameWide`, 1),
  ),
  verbCase(
    "group",
    "typeName",
    [0x80000005],
    `${G}::GetSymbolTypeNameWide`,
    [note.u32(0x80000005), ...textArguments],
    filled.text(`${G}::GetSymbolTypeNameWide`, 1),
  ),
  verbCase(
    "group",
    "valueText",
    [0x80000006],
    `${G}::GetSymbolValueTextWide`,
    [note.u32(0x80000006), ...textArguments],
    filled.text(`${G}::GetSymbolValueTextWide`, 1),
  ),
  verbCase("group", "write", [0x80000007, "é中😀"], `${G}::WriteSymbolWide`, [
    note.u32(0x80000007),
    note.wide("é中😀"),
  ]),
  verbCase(
    "group",
    "size",
    [0x80000008],
    `${G}::GetSymbolSize`,
    [note.u32(0x80000008), note.memory],
    filled.u32(1),
  ),
  verbCase(
    "group",
    "offset",
    [0x80000009],
    `${G}::GetSymbolOffset`,
    [note.u32(0x80000009), note.memory],
    filled.u64(1),
  ),
  verbCase(
    "group",
    "register",
    [0x8000000a],
    `${G}::GetSymbolRegister`,
    [note.u32(0x8000000a), note.memory],
    filled.u32(1),
  ),
  verbCase(
    "group",
    "entry",
    [0x8000000b],
    `${G}::GetSymbolEntryInformation`,
    [note.u32(0x8000000b), note.memory],
    {
      moduleBase: address,
      offset: 0xf000000000000001n,
      symbolId: 0xf000000000000002n,
      size: 0x80000021,
      flags: 0x22,
      typeId: 0x80000023,
      token: 0x24,
      tag: 0x80000025,
    },
    { writes: { 1: symbolEntryBytes } },
  ),
];
