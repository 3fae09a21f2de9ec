import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCoreFile } from "./core-file.ts";

const folder = mkdtempSync(join(tmpdir(), "psdap-core-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** How a machine writes the numbers of its core files. */
interface Machine {
  readonly wide: boolean;
  readonly bigEndian: boolean;
}

/** Bytes of numbers, each with its size. */
function numbers(bigEndian: boolean, ...list: readonly (readonly [number, 2 | 4 | 8])[]): Buffer {
  const parts = list.map(([value, size]) => {
    const bytes = Buffer.alloc(8);
    if (bigEndian) bytes.writeBigUInt64BE(BigInt(value));
    else bytes.writeBigUInt64LE(BigInt(value));
    return bigEndian ? bytes.subarray(8 - size) : bytes.subarray(0, size);
  });
  return Buffer.concat(parts);
}

/** A core file with the notes and one segment of memory behind them. */
function coreFile({ wide, bigEndian }: Machine, notes: readonly (readonly [number, Buffer])[]) {
  const size = wide ? 8 : 4;
  const write = (...list: (readonly [number, 2 | 4 | 8])[]) => numbers(bigEndian, ...list);
  const noteBytes = Buffer.concat(
    notes.map(([type, contents]) => {
      const padding = Buffer.alloc((4 - (contents.length % 4)) % 4);
      const head = write([5, 4], [contents.length, 4], [type, 4]);
      return Buffer.concat([head, Buffer.from("CORE\0\0\0\0"), contents, padding]);
    }),
  );
  const [headSize, entrySize] = wide ? [64, 56] : [52, 32];
  const notesAt = headSize + 2 * entrySize;
  const ident = Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, bigEndian ? 2 : 1, 1, 0]);
  const head = Buffer.concat([
    ident,
    Buffer.alloc(8),
    write([4, 2], [62, 2], [1, 4], [0, size], [headSize, size], [0, size]),
    write([0, 4], [headSize, 2], [entrySize, 2], [2, 2], [0, 2], [0, 2], [0, 2]),
  ]);
  const segment = (type: number, offset: number, count: number) =>
    wide
      ? write([type, 4], [0, 4], [offset, 8], [0, 8], [0, 8], [count, 8], [0, 8], [0, 8])
      : write([type, 4], [offset, 4], [0, 4], [0, 4], [count, 4], [0, 4], [0, 4], [0, 4]);
  const memoryAt = notesAt + noteBytes.length;
  const segments = [segment(4, notesAt, noteBytes.length), segment(1, memoryAt, 16)];
  return Buffer.concat([head, ...segments, noteBytes, Buffer.alloc(16)]);
}

/** What the system notes of the files of a process, and of where its program begins. */
function processNotes({ wide, bigEndian }: Machine) {
  const size = wide ? 8 : 4;
  const files = Buffer.concat([
    numbers(
      bigEndian,
      ...[3, 4096, 0x5000, 0x6000, 0, 0x1000, 0x2000, 0, 0x2000, 0x4000, 1].map(
        (value) => [value, size] as const,
      ),
    ),
    Buffer.from("/lib/libü.so\0/bin/prog (deleted)\0/bin/prog (deleted)\0"),
  ]);
  const vector = [3, 0x1040, 9, 0x2010, 0, 0].map((value) => [value, size] as const);
  return [
    [0x46494c45, files],
    [6, numbers(bigEndian, ...vector)],
  ] as const;
}

describe("a core file", () => {
  test.each([
    { wide: true, bigEndian: false },
    { wide: false, bigEndian: false },
    { wide: true, bigEndian: true },
    { wide: false, bigEndian: true },
  ])("tells its program and its files: %o", async (machine) => {
    const path = join(folder, "core");
    const bytes = coreFile(machine, processNotes(machine));
    writeFileSync(path, bytes);

    expect(await readCoreFile(path)).toEqual({
      program: "/bin/prog",
      buildId: undefined,
      files: new Map([
        ["/lib/libü.so", { base: 0x5000n, end: 0x6000n }],
        ["/bin/prog", { base: 0x1000n, end: 0x4000n }],
      ]),
      byteCount: bytes.length,
      wholeByteCount: bytes.length,
    });
  });

  test("without notes tells nothing, and its whole size where it is cut off", async () => {
    const path = join(folder, "cut");
    const bytes = coreFile({ wide: true, bigEndian: false }, []);
    writeFileSync(path, bytes.subarray(0, -10));

    expect(await readCoreFile(path)).toEqual({
      program: undefined,
      buildId: undefined,
      files: new Map(),
      byteCount: bytes.length - 10,
      wholeByteCount: bytes.length,
    });
  });
});
