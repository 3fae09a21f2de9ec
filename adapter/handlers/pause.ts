import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";

/** Stops the debuggee, or what an expression calls in it. Does nothing when all is stopped. */
export const pauseHandler = defineHandler({
  command: "pause",
  during: ["running", "stopped"],
  needsProcess: "refused",
  repliesFirst: true,
  urgent: true,
  args: () => z.looseObject({ threadId: z.optional(z.int()) }),

  async run(session, { threadId }) {
    await session.activeRun.engine.interrupt(threadId);
    return undefined;
  },
});
