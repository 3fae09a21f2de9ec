import { filled, longs, note, type VerbCase, verbCase, words } from "../verb-case.ts";

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
];
