import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { everyPhase } from "../session/state.ts";

/** Ends the debuggee and the process server; `ending.ts` has the rules. */
export const terminateHandler = defineHandler({
  command: "terminate",
  during: everyPhase,
  provides: { supportsTerminateRequest: true },
  urgent: true,
  ends: true,
  args: () => z.object({ restart: z._default(z.boolean(), false) }),

  async run(session, { restart }) {
    await session.end({ by: "terminate", restart });
    return undefined;
  },
});
