import * as z from "zod";
import { defineHandler } from "../handler.ts";
import { everyPhase } from "../state.ts";

/** Ends the debuggee and the process server; `ending.ts` has the rules. */
export const terminateHandler = defineHandler({
  command: "terminate",
  during: everyPhase,
  provides: { supportsTerminateRequest: true },
  urgent: true,
  ends: true,
  args: () => z.object({ restart: z.boolean().default(false) }),

  async run(session, { restart }) {
    await session.end({ by: "terminate", restart });
    return undefined;
  },
});
