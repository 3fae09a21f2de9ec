import * as z from "zod";
import { defineHandler } from "../handler.ts";

/** Stops the debuggee. Does nothing when it is stopped already. */
export const pauseHandler = defineHandler({
  command: "pause",
  during: ["running", "stopped"],
  repliesFirst: true,
  urgent: true,
  args: () => z.looseObject({ threadId: z.int().optional() }),

  async run(session) {
    if (session.phase === "running") await session.activeRun.engine.interrupt();
    return undefined;
  },
});
