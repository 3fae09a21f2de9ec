import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Address } from "../../engine/model.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf, tuplesOf } from "../mi/mi-value.ts";

/** From here on a file is faster than hexadecimal text: 2 ms instead of 90 for a MiB. */
const largeFrom = 8192;
const pageSize = 4096n;

/** Reads memory; shorter, possibly empty, when the range runs into unreadable memory. */
export async function readMemory(
  mi: MiSession,
  address: Address,
  byteCount: number,
): Promise<Uint8Array> {
  if (byteCount <= 0) return new Uint8Array();
  if (byteCount >= largeFrom) {
    const whole = await readLarge(mi, address, byteCount);
    if (whole !== undefined) return whole;
  }
  const reply = await mi.attempt(`-data-read-memory-bytes 0x${address.toString(16)} ${byteCount}`);
  const [block] = tuplesOf(reply?.results, "memory");
  if (block === undefined || BigInt(textOf(block, "begin") ?? "-1") !== address) {
    return new Uint8Array();
  }
  const bytes = Buffer.from(textOf(block, "contents") ?? "", "hex");
  if (bytes.length >= byteCount) return bytes;
  // Of what it cannot read gdb may give one byte that is none: memory ends where a page does.
  const end = address + BigInt(bytes.length);
  return bytes.subarray(0, Math.max(0, bytes.length - Number(end % pageSize)));
}

/**
 * Writes memory.
 * @returns how many bytes were written; fewer when the range runs into unwritable memory.
 */
export async function writeMemory(
  mi: MiSession,
  address: Address,
  bytes: Uint8Array,
): Promise<number> {
  if (bytes.length === 0) return 0;
  if (await writeWhole(mi, address, bytes)) return bytes.length;
  // What cannot be written begins at the start of a page.
  let written = 0;
  while (written < bytes.length) {
    const at = address + BigInt(written);
    const part = bytes.subarray(written, written + Number(pageSize - (at % pageSize)));
    if (part.length === bytes.length || !(await writeWhole(mi, at, part))) break;
    written += part.length;
  }
  return written;
}

async function writeWhole(mi: MiSession, address: Address, bytes: Uint8Array): Promise<boolean> {
  const place = `0x${address.toString(16)}`;
  if (bytes.length < largeFrom) {
    const contents = Buffer.from(bytes).toString("hex");
    return (await mi.attempt(`-data-write-memory-bytes ${place} ${contents}`)) !== undefined;
  }
  return withFile(async (path) => {
    writeFileSync(path, bytes, { mode: 0o600 });
    return (await mi.attempt(consoleCommand(`restore ${path} binary ${place}`))) !== undefined;
  });
}

/** Undefined when not all of it can be read. */
async function readLarge(
  mi: MiSession,
  address: Address,
  byteCount: number,
): Promise<Uint8Array | undefined> {
  const range = `0x${address.toString(16)} 0x${(address + BigInt(byteCount)).toString(16)}`;
  return withFile(async (path) => {
    const dumped = await mi.attempt(consoleCommand(`dump binary memory ${path} ${range}`));
    return dumped && readFileSync(path);
  });
}

/** gdb runs on this machine, wherever the process server is. */
async function withFile<Result>(use: (path: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "psdap-"));
  try {
    return await use(join(folder, "memory"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
