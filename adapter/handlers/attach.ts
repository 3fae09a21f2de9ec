import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { startSession } from "../session/start-session.ts";

/** Attaches to a process through a process server. Answered once the process runs again. */
export const attachHandler = defineHandler({
  command: "attach",
  during: ["idle"],
  // It waits for `configurationDone`, and for whatever the client configures before that.
  urgent: true,
  args: () => z.record(z.string(), z.unknown()),

  async run(session, args, pending) {
    await startSession(session, "attach", args, pending);
    return undefined;
  },
});
