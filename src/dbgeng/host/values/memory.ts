import type { Address } from "../../../engine/model.ts";
import type { DebugDataSpaces } from "../../native/debug-data-spaces.ts";
import { optional } from "../errors.ts";
import { MemoryMap } from "./memory-map.ts";

/** One read of the engine; more is read in pieces. */
const chunk = 64 * 1024;
const pageSize = 0x1000n;
/** Behind the last address there is none. */
const addressEnd = 1n << 64n;

type Data = Pick<DebugDataSpaces, "read" | "write" | "queryVirtual">;

/** Memory from an address on; shorter, possibly empty, where unreadable memory begins. */
export function readMemory(data: Data, address: Address, byteCount: number): Uint8Array {
  const parts: Buffer[] = [];
  const wanted = new MemoryMap(data).accessible(address, byteCount);
  for (let done = 0; done < wanted; ) {
    const at = address + BigInt(done);
    if (at < 0n || at >= addressEnd) break;
    const part = data.read(at, Math.min(chunk, wanted - done, Number(addressEnd - at)));
    parts.push(part);
    done += part.length;
    if (part.length === 0) break;
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Writes memory page by page. Answers how many bytes were written before the first that could not. */
export function writeMemory(data: Data, address: Address, bytes: Uint8Array): number {
  let done = 0;
  const wanted = new MemoryMap(data).accessible(address, bytes.length);
  while (done < wanted) {
    const at = address + BigInt(done);
    const room = Number(pageSize - (at % pageSize));
    const part = Buffer.from(bytes.subarray(done, Math.min(done + room, wanted)));
    const written = optional(() => data.write(at, part)) ?? 0;
    done += written;
    if (written < part.length) break;
  }
  return done;
}
