import * as z from "zod";
import { defineHandler } from "../handler.ts";

/** Ends the debuggee and the process server; `ending.ts` has the rules. */
export const terminateHandler = defineHandler({
  command: "terminate",
  during: [
    "new",
    "idle",
    "starting",
    "configuring",
    "running",
    "stopped",
    "restarting",
    "exited",
    "ending",
    "over",
  ],
  provides: { supportsTerminateRequest: true },
  urgent: true,
  ends: true,
  args: z.object({ restart: z.boolean().default(false) }),

  async run(session, { restart }) {
    await session.end({ by: "terminate", restart });
    return undefined;
  },
});
