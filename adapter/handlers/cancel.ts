import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { everyPhase } from "../session/state.ts";

/**
 * Cancels a request, or what shows a progress. What is not begun is not run, what only looks is
 * answered at once, a launch or attach is given up; anything else is answered when it is done. Which
 * is no longer in progress needs no cancelling.
 */
export const cancelHandler = defineHandler({
  command: "cancel",
  during: everyPhase.filter((phase) => phase !== "new"),
  urgent: true,
  provides: { supportsCancelRequest: true },
  args: () => z.object({ requestId: z.optional(z.int()), progressId: z.optional(z.string()) }),

  run(session, { requestId, progressId }) {
    if (requestId !== undefined) session.cancel(requestId);
    const progress = progressId === undefined ? undefined : session.progress.get(progressId);
    if (progress !== undefined) session.cancel(progress.requestSeq);
    return undefined;
  },
});
