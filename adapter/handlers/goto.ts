import * as z from "zod/mini";
import { staleReference } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";

/** Makes a thread go on at a place, without running anything in between. */
export const gotoHandler = defineHandler({
  command: "goto",
  during: ["stopped"],
  needsProcess: "refused",
  repliesFirst: true,
  args: () => z.object({ threadId: z.int(), targetId: z.int() }),

  async run(session, { threadId, targetId }) {
    const target = session.currentStop.gotoTargets.get(targetId);
    if (target === undefined) throw staleReference(`goto target ${targetId}`);
    await session.activeRun.engine.goTo(threadId, target);
    return undefined;
  },
});
