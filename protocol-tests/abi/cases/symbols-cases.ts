import {
  filled,
  longs,
  note,
  textArguments,
  type VerbCase,
  verbCase,
  words,
} from "../verb-case.ts";

const S = "IDebugSymbols3";
const address = 0xffff8000_12345678n;
const moduleBytes = (base: bigint) =>
  Buffer.concat([longs(base), words(0x80000001, 2, 0x80000003, 4, 5), Buffer.alloc(36, 0xee)]);
const module = (base: bigint) => ({
  base,
  size: 0x80000001,
  timeDateStamp: 2,
  checksum: 0x80000003,
  flags: 4,
  symbolType: 5,
});
const entryBytes = (offset: bigint) =>
  Buffer.concat([
    longs(address, offset, 0n, 0n),
    words(0x80000011, 1, 9, 0x80000012, 19, 20, 21, 0),
  ]);
const entry = (offset: bigint) => ({
  moduleBase: address,
  offset,
  size: 0x80000011,
  flags: 1,
  startLine: 0x80000012,
  endLine: 19,
});

/** Every verb of DebugSymbols. */
export const symbolsCases: readonly VerbCase[] = [
  verbCase("symbols", "options", [], `${S}::GetSymbolOptions`, [note.memory], filled.u32(0)),
  verbCase("symbols", "addOptions", [0x80000010], `${S}::AddSymbolOptions`, [note.u32(0x80000010)]),
  verbCase("symbols", "removeOptions", [0x80000020], `${S}::RemoveSymbolOptions`, [
    note.u32(0x80000020),
  ]),
  verbCase(
    "symbols",
    "symbolPath",
    [],
    `${S}::GetSymbolPathWide`,
    textArguments,
    filled.text(`${S}::GetSymbolPathWide`, 0),
  ),
  verbCase("symbols", "setSymbolPath", ["C:\\é中😀"], `${S}::SetSymbolPathWide`, [
    note.wide("C:\\é中😀"),
  ]),
  verbCase("symbols", "setImagePath", ["C:\\é中😀"], `${S}::SetImagePathWide`, [
    note.wide("C:\\é中😀"),
  ]),
  verbCase("symbols", "setSourcePath", ["C:\\é中😀"], `${S}::SetSourcePathWide`, [
    note.wide("C:\\é中😀"),
  ]),
  verbCase("symbols", "reload", ["/f é中😀"], `${S}::ReloadWide`, [note.wide("/f é中😀")]),
  verbCase("symbols", "moduleCounts", [], `${S}::GetNumberModules`, [note.memory, note.memory], {
    loaded: filled.u32(0),
    unloaded: filled.u32(1),
  }),
  verbCase(
    "symbols",
    "modules",
    [5, 2],
    `${S}::GetModuleParameters`,
    [note.u32(2), note.none, note.u32(5), note.memory],
    [module(address), module(2n)],
    { writes: { 3: Buffer.concat([moduleBytes(address), moduleBytes(2n)]) } },
  ),
  verbCase(
    "symbols",
    "modulesByBase",
    [[address, 2n]],
    `${S}::GetModuleParameters`,
    [note.u32(2), note.bytes(longs(address, 2n)), note.u32(0), note.memory],
    [module(address), module(2n)],
    { captures: { 1: 16 }, writes: { 3: Buffer.concat([moduleBytes(address), moduleBytes(2n)]) } },
  ),
  verbCase(
    "symbols",
    "moduleName",
    [3, address],
    `${S}::GetModuleNameStringWide`,
    [note.u32(3), note.u32(0xffffffff), note.u64(address), ...textArguments],
    filled.text(`${S}::GetModuleNameStringWide`, 3),
  ),
  verbCase(
    "symbols",
    "moduleByName",
    ["é中😀", 2],
    `${S}::GetModuleByModuleName2Wide`,
    [note.wide("é中😀"), note.u32(0), note.u32(2), note.memory, note.memory],
    { index: filled.u32(3), base: filled.u64(4) },
  ),
  verbCase(
    "symbols",
    "moduleByOffset",
    [address],
    `${S}::GetModuleByOffset2`,
    [note.u64(address), note.u32(0), note.u32(0), note.memory, note.memory],
    { index: filled.u32(3), base: filled.u64(4) },
  ),
  verbCase(
    "symbols",
    "nameByOffset",
    [address],
    `${S}::GetNameByOffsetWide`,
    [note.u64(address), ...textArguments, note.memory],
    { name: filled.text(`${S}::GetNameByOffsetWide`, 1), displacement: filled.u64(4) },
  ),
  verbCase(
    "symbols",
    "offsetByName",
    ["m!é中😀"],
    `${S}::GetOffsetByNameWide`,
    [note.wide("m!é中😀"), note.memory],
    { offset: filled.u64(1), ambiguous: false },
  ),
  verbCase(
    "symbols",
    "offsetByName",
    ["m!x"],
    `${S}::GetOffsetByNameWide`,
    [note.wide("m!x"), note.memory],
    { offset: filled.u64(1), ambiguous: true },
    { when: "S_FALSE", answer: 1 },
  ),
  verbCase(
    "symbols",
    "lineByOffset",
    [address],
    `${S}::GetLineByOffsetWide`,
    [note.u64(address), note.memory, ...textArguments, note.memory],
    {
      line: filled.u32(1),
      file: filled.text(`${S}::GetLineByOffsetWide`, 2),
      displacement: filled.u64(5),
    },
  ),
  verbCase(
    "symbols",
    "offsetByLine",
    [0x80000007, "é中😀.c"],
    `${S}::GetOffsetByLineWide`,
    [note.u32(0x80000007), note.wide("é中😀.c"), note.memory],
    filled.u64(2),
  ),
  verbCase(
    "symbols",
    "sourceEntries",
    [0x80000007, "é中😀.c", 2],
    `${S}::GetSourceEntriesByLineWide`,
    [
      note.u32(0x80000007),
      note.wide("é中😀.c"),
      note.u32(2),
      note.memory,
      note.u32(16),
      note.memory,
    ],
    [entry(1n), entry(0xf000000000000002n)],
    {
      writes: { 3: Buffer.concat([entryBytes(1n), entryBytes(0xf000000000000002n)]), 5: words(2) },
    },
  ),
  verbCase(
    "symbols",
    "typeName",
    [address, 0x80000008],
    `${S}::GetTypeNameWide`,
    [note.u64(address), note.u32(0x80000008), ...textArguments],
    filled.text(`${S}::GetTypeNameWide`, 2),
  ),
  verbCase(
    "symbols",
    "typeSize",
    [address, 0x80000008],
    `${S}::GetTypeSize`,
    [note.u64(address), note.u32(0x80000008), note.memory],
    filled.u32(2),
  ),
  verbCase(
    "symbols",
    "symbolType",
    ["é中😀"],
    `${S}::GetSymbolTypeIdWide`,
    [note.wide("é中😀"), note.memory, note.memory],
    { typeId: filled.u32(1), module: filled.u64(2) },
  ),
  verbCase(
    "symbols",
    "scopeSymbolGroup",
    [3],
    `${S}::GetScopeSymbolGroup2`,
    [note.u32(3), note.none, note.memory],
    { wrapper: "DebugSymbolGroup" },
  ),
  verbCase(
    "symbols",
    "scopeSymbolGroup",
    (objects) => [1, objects.group],
    `${S}::GetScopeSymbolGroup2`,
    [note.u32(1), note.object("IDebugSymbolGroup2"), note.memory],
    { wrapper: "DebugSymbolGroup" },
    { when: "update" },
  ),
  verbCase("symbols", "createSymbolGroup", [], `${S}::CreateSymbolGroup2`, [note.memory], {
    wrapper: "DebugSymbolGroup",
  }),
  verbCase(
    "symbols",
    "scopeFrame",
    [],
    `${S}::GetCurrentScopeFrameIndex`,
    [note.memory],
    filled.u32(0),
  ),
  verbCase("symbols", "setScopeFrame", [0x80000009], `${S}::SetScopeFrameByIndex`, [
    note.u32(0x80000009),
  ]),
  verbCase("symbols", "resetScope", [], `${S}::ResetScope`, []),
];
