import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { startSession } from "../session/start-session.ts";

/** Starts a program through a process server. Answered once the program is off. */
export const launchHandler = defineHandler({
  command: "launch",
  during: ["idle"],
  // It waits for `configurationDone`, and for whatever the client configures before that.
  urgent: true,
  args: () => z.record(z.string(), z.unknown()),

  async run(session, args, pending) {
    await startSession(session, "launch", args, pending);
    return undefined;
  },
});
