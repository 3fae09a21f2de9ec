import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";

/** Runs the debuggee until something stops it; one thread alone where the engine can do that. */
export const continueHandler = defineHandler({
  command: "continue",
  during: ["stopped"],
  needsProcess: "motion",
  repliesFirst: true,
  providesWith: ({ features: { singleThread } }) => ({
    supportsSingleThreadExecutionRequests: singleThread,
  }),
  args: () => z.object({ threadId: z.int(), singleThread: z._default(z.boolean(), false) }),

  async run(session, { threadId, singleThread }) {
    const { engine } = session.activeRun;
    const alone = singleThread && engine.features.singleThread;
    await session.setInMotion(() => engine.resume(alone ? threadId : undefined));
    return { allThreadsContinued: !alone };
  },
});
