import { expect, test } from "vitest";
import { HresultError } from "../../native/hresult-error.ts";
import { readMemory, writeMemory } from "./memory.ts";

const start = 0x10000n;
const size = 0x2000;

/** Two readable pages, surrounded by addresses that are only reserved and read as zeros. */
function setUp() {
  const bytes = Buffer.alloc(size, 7);
  const inside = (address: bigint) => address >= start && address < start + BigInt(size);
  const region = (baseAddress: bigint, end: bigint, state: number) => ({
    baseAddress,
    allocationBase: 0n,
    allocationProtect: 4,
    regionSize: end - baseAddress,
    state,
    protect: 4,
    type: 0,
  });
  const data = {
    read: (address: bigint, count: number) =>
      inside(address)
        ? Buffer.from(bytes.subarray(Number(address - start), Number(address - start) + count))
        : Buffer.alloc(count),
    write(address: bigint, part: Buffer) {
      if (!inside(address)) throw new HresultError("IDebugDataSpaces4", "WriteVirtual", 0x8007001e);
      return part.copy(bytes, Number(address - start));
    },
    queryVirtual(address: bigint) {
      if (inside(address)) return region(start, start + BigInt(size), 0x1000);
      if (address < start) return region(0n, start, 0x2000);
      return region(start + BigInt(size), 1n << 48n, 0x2000);
    },
  };
  return { bytes, data };
}

test("a read ends where memory does, not where zeros come back", () => {
  const { data } = setUp();
  expect(readMemory(data, start, 16)).toEqual(new Uint8Array(16).fill(7));
  expect(readMemory(data, start + BigInt(size - 4), 16)).toEqual(new Uint8Array(4).fill(7));
  expect(readMemory(data, start + BigInt(size), 16)).toHaveLength(0);
  expect(readMemory(data, 0n, 16)).toHaveLength(0);
  expect(readMemory(data, start, 0)).toHaveLength(0);
});

test("a write says how far it came", () => {
  const { bytes, data } = setUp();
  const four = new Uint8Array([1, 2, 3, 4]);
  expect(writeMemory(data, start + 0xffen, four)).toBe(4);
  expect([...bytes.subarray(0xffe, 0x1002)]).toEqual([1, 2, 3, 4]);
  expect(writeMemory(data, start + BigInt(size - 2), four)).toBe(2);
  expect(writeMemory(data, start + BigInt(size), four)).toBe(0);
});
