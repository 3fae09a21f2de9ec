import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { wholeByteCount } from "./minidump-file.ts";

const folder = mkdtempSync(join(tmpdir(), "psdap-minidump-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The size that a minidump with these streams says it has. */
async function sizeWith(streams: readonly (readonly [type: number, contents: Buffer])[]) {
  const head = Buffer.alloc(32);
  head.write("MDMP", "latin1");
  head.writeUInt32LE(streams.length, 8);
  head.writeUInt32LE(32, 12);
  const directory = Buffer.alloc(12 * streams.length);
  let offset = 32 + directory.length;
  for (const [index, [type, contents]] of streams.entries()) {
    directory.writeUInt32LE(type, 12 * index);
    directory.writeUInt32LE(contents.length, 12 * index + 4);
    directory.writeUInt32LE(offset, 12 * index + 8);
    offset += contents.length;
  }
  return sizeOf(Buffer.concat([head, directory, ...streams.map(([, contents]) => contents)]));
}

async function sizeOf(bytes: Buffer): Promise<number> {
  const path = join(folder, "dump");
  writeFileSync(path, bytes);
  const file = await open(path, "r");
  try {
    return await wholeByteCount(file);
  } finally {
    await file.close();
  }
}

describe("the whole size of a minidump", () => {
  test("ends behind its last stream", async () => {
    expect(await sizeWith([[3, Buffer.alloc(10)]])).toBe(32 + 12 + 10);
  });

  test("ends behind the last piece of its memory", async () => {
    const list = Buffer.alloc(4 + 2 * 16);
    list.writeUInt32LE(2);
    for (const [index, place] of [5000, 400].entries()) {
      list.writeUInt32LE(100, 4 + 16 * index + 8);
      list.writeUInt32LE(place, 4 + 16 * index + 12);
    }
    expect(await sizeWith([[5, list]])).toBe(5100);
  });

  test("ends behind all of the memory of a full one", async () => {
    const list = Buffer.alloc(16 + 2 * 16);
    list.writeBigUInt64LE(2n);
    list.writeBigUInt64LE(1000n, 8);
    for (const [index, size] of [0x1000n, 0x200000000n].entries()) {
      list.writeBigUInt64LE(size, 16 + 16 * index + 8);
    }
    expect(await sizeWith([[9, list]])).toBe(1000 + 0x1000 + 0x200000000);
  });

  test("is that of a header at least, and unknown for dumps of another form", async () => {
    expect(await sizeOf(Buffer.from("MDMP"))).toBe(32);
    expect(await sizeOf(Buffer.from("USERDU64"))).toBe(0);
  });
});
