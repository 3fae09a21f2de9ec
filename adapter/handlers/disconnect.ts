import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { everyPhase } from "../session/state.ts";

/** Leaves the debuggee and the process server; `ending.ts` has the rules. */
export const disconnectHandler = defineHandler({
  command: "disconnect",
  during: everyPhase,
  needsProcess: "answered",
  provides: { supportTerminateDebuggee: true },
  providesWith: ({ features: { suspendDebuggee } }) => ({
    supportSuspendDebuggee: suspendDebuggee,
  }),
  urgent: true,
  ends: true,
  args: () =>
    z.object({
      restart: z._default(z.boolean(), false),
      terminateDebuggee: z._default(z.boolean(), false),
      suspendDebuggee: z._default(z.boolean(), false),
    }),

  async run(session, args, pending) {
    pending.afterReply(() => session.leave());
    await session.end({ by: "disconnect", ...args });
    return undefined;
  },
});
