import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { withProgress } from "../requests/progress.ts";
import { addressOf, referenceTo } from "../values/memory-reference.ts";
import { readRange } from "../values/read-range.ts";

/** More than this does not fit into a message of a reasonable size. */
const mostBytes = 64 * 1024 * 1024;

/** Reads memory, as far as it can be read. */
export const readMemoryHandler = defineHandler({
  command: "readMemory",
  during: ["stopped"],
  provides: { supportsReadMemoryRequest: true },
  looksOnly: true,
  args: () =>
    z.object({
      memoryReference: z.string(),
      offset: z._default(z.int(), 0),
      count: z.int().check(z.nonnegative()).check(z.lte(mostBytes)),
    }),

  async run(session, { memoryReference, offset, count }, pending) {
    const address = addressOf(memoryReference, offset);
    const { engine } = session.activeRun;
    const bytes = await withProgress(session, { title: "Reading memory", pending }, (report) =>
      readRange(engine, address, count, {
        signal: pending.signal,
        progress: (read) => report(`${read} of ${count} bytes`, (read / count) * 100),
      }),
    );
    const unreadable = count - bytes.length;
    return {
      address: referenceTo(address),
      ...(bytes.length === 0 ? {} : { data: bytes.toString("base64") }),
      ...(unreadable === 0 ? {} : { unreadableBytes: unreadable }),
    };
  },
});
