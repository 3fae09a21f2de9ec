import {
  filled,
  longs,
  note,
  textArguments,
  type VerbCase,
  verbCase,
  words,
} from "../verb-case.ts";

const D = "IDebugDataSpaces4";
const address = 0xffff8000_12345678n;
const memory = Buffer.concat([
  longs(address, 0xf000000000000001n),
  words(0x80000002, 0),
  longs(0xf000000000000003n),
  words(0x1000, 0x80000004, 0x20000, 0),
]);

/** Every verb of DebugDataSpaces. */
export const dataSpacesCases: readonly VerbCase[] = [
  verbCase(
    "dataSpaces",
    "read",
    [address, 40],
    `${D}::ReadVirtual`,
    [note.u64(address), note.memory, note.u32(40), note.memory],
    filled.struct(1, 12),
  ),
  verbCase(
    "dataSpaces",
    "readUncached",
    [address, 8],
    `${D}::ReadVirtualUncached`,
    [note.u64(address), note.memory, note.u32(8), note.memory],
    filled.struct(1, 8),
  ),
  verbCase(
    "dataSpaces",
    "write",
    [address, Buffer.from("0badf00d", "hex")],
    `${D}::WriteVirtual`,
    [note.u64(address), "bytes 0badf00d", note.u32(4), note.memory],
    4,
    { captures: { 1: 4 } },
  ),
  verbCase(
    "dataSpaces",
    "queryVirtual",
    [address],
    `${D}::QueryVirtual`,
    [note.u64(address), note.memory],
    {
      baseAddress: address,
      allocationBase: 0xf000000000000001n,
      allocationProtect: 0x80000002,
      regionSize: 0xf000000000000003n,
      state: 0x1000,
      protect: 0x80000004,
      type: 0x20000,
    },
    { writes: { 1: memory } },
  ),
  verbCase(
    "dataSpaces",
    "validRegion",
    [address, 0x80000007],
    `${D}::GetValidRegionVirtual`,
    [note.u64(address), note.u32(0x80000007), note.memory, note.memory],
    { base: filled.u64(2), size: filled.u32(3) },
  ),
  verbCase(
    "dataSpaces",
    "readByteString",
    [address, 64],
    `${D}::ReadMultiByteStringVirtual`,
    [note.u64(address), note.u32(64), note.memory, note.u32(64), note.memory],
    Buffer.from("é"),
    { writes: { 2: Buffer.from("é\0rest"), 4: words(7) } },
  ),
  verbCase(
    "dataSpaces",
    "readMultiByteString",
    [address, 64, 65001],
    `${D}::ReadMultiByteStringVirtualWide`,
    [note.u64(address), note.u32(64), note.u32(65001), ...textArguments],
    filled.text(`${D}::ReadMultiByteStringVirtualWide`, 3),
  ),
  verbCase(
    "dataSpaces",
    "readUnicodeString",
    [address, 64],
    `${D}::ReadUnicodeStringVirtualWide`,
    [note.u64(address), note.u32(64), ...textArguments],
    filled.text(`${D}::ReadUnicodeStringVirtualWide`, 2),
  ),
];
