import * as z from "zod/mini";
import type { Engine } from "../../src/engine/engine.ts";
import type { Address } from "../../src/engine/model.ts";
import { RequestError } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";
import { addressOf, referenceTo } from "../values/memory-reference.ts";
import { readRange } from "../values/read-range.ts";
import { tellChanged } from "../values/tell-changed.ts";

/** Writes memory: all of it or nothing, unless the client takes a part as well. */
export const writeMemoryHandler = defineHandler({
  command: "writeMemory",
  during: ["stopped"],
  needsProcess: "refused",
  repliesFirst: true,
  provides: { supportsWriteMemoryRequest: true },
  args: () =>
    z.object({
      memoryReference: z.string(),
      offset: z._default(z.int(), 0),
      allowPartial: z._default(z.boolean(), false),
      data: z.string(),
    }),

  async run(session, { memoryReference, offset, allowPartial, data }) {
    const address = addressOf(memoryReference, offset);
    const bytes = decoded(data);
    const { engine } = session.activeRun;
    const byteCount = allowPartial
      ? await engine.writeMemory(address, bytes)
      : await writeWhole(engine, address, bytes);
    if (byteCount > 0) tellChanged(session, { address, byteCount });
    return { offset: 0, bytesWritten: byteCount };
  },
});

/** @throws {RequestError} `unreadable` when not everything can be written; then nothing is. */
async function writeWhole(engine: Engine, address: Address, bytes: Buffer): Promise<number> {
  const before = await readRange(engine, address, bytes.length);
  if (before.length < bytes.length) throw unwritable(address, before.length);
  const written = await engine.writeMemory(address, bytes);
  if (written === bytes.length) return written;
  if (written > 0) await engine.writeMemory(address, before.subarray(0, written));
  throw unwritable(address, written);
}

function decoded(data: string): Buffer {
  const base64 = /^(?:[a-z\d+/]{4})*(?:[a-z\d+/]{2}(?:==)?|[a-z\d+/]{3}=?)?$/i;
  if (base64.test(data)) return Buffer.from(data, "base64");
  throw new RequestError(
    "badArguments",
    "client",
    "The memory was not written, because its new contents are not valid base64.",
  );
}

function unwritable(address: Address, count: number): RequestError {
  return new RequestError(
    "unreadable",
    "client",
    `Nothing was written to ${referenceTo(address)}, because the memory cannot be written from ${referenceTo(address + BigInt(count))} on.`,
  );
}
