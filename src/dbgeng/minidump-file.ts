import type { FileHandle } from "node:fs/promises";
import { readAt } from "../util/dump-file.ts";

/** Streams by type. https://learn.microsoft.com/windows/win32/api/minidumpapiset/ne-minidumpapiset-minidump_stream_type */
const streamTypes = { memoryList: 5, memory64List: 9 } as const;

const headerSize = 32;

/** Lists beyond this are not the system's. */
const longestList = 64 * 2 ** 20;

/**
 * How many bytes a minidump has in full, by what it says of itself; dbgeng opens one that is cut off
 * without a word, and its memory cannot be read then.
 */
export async function wholeByteCount(file: FileHandle): Promise<number> {
  const head = await readAt(file, 0, headerSize);
  // The full dumps of old have another header.
  if (head.toString("latin1", 0, 4) !== "MDMP") return 0;
  if (head.length < headerSize) return headerSize;
  const [count, directory] = [head.readUInt32LE(8), head.readUInt32LE(12)];
  const entries = await readAt(file, directory, Math.min(12 * count, longestList));
  let whole = directory + 12 * count;
  for (let at = 0; at + 12 <= entries.length; at += 12) {
    const type = entries.readUInt32LE(at);
    const [size, offset] = [entries.readUInt32LE(at + 4), entries.readUInt32LE(at + 8)];
    const list = isList(type) ? await readAt(file, offset, Math.min(size, longestList)) : undefined;
    const end = list === undefined ? 0 : endOfMemory(list, type);
    whole = Math.max(whole, offset + size, end);
  }
  return whole;
}

const isList = (type: number) =>
  type === streamTypes.memoryList || type === streamTypes.memory64List;

/** Where in the file the memory of a list ends. */
function endOfMemory(list: Buffer, type: number): number {
  let end = 0;
  if (type === streamTypes.memoryList) {
    // A count, then address, size and place in the file of each piece.
    for (let at = 4; at + 16 <= list.length; at += 16) {
      end = Math.max(end, list.readUInt32LE(at + 8) + list.readUInt32LE(at + 12));
    }
    return end;
  }
  // A count and the place of the first piece, then address and size of each; one behind the other.
  if (list.length < 16) return 0;
  end = Number(list.readBigUInt64LE(8));
  for (let at = 16; at + 16 <= list.length; at += 16) end += Number(list.readBigUInt64LE(at + 8));
  return end;
}
