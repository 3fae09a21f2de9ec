import * as z from "zod/mini";
import { staleReference } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";
import { step, stepArguments } from "../session/step.ts";

/** Steps into the function that is called next, or into a chosen one; without one, over the line. */
export const stepInHandler = defineHandler({
  command: "stepIn",
  during: ["stopped"],
  needsProcess: "motion",
  repliesFirst: true,
  args: () => z.extend(stepArguments, { targetId: z.optional(z.int()) }),

  async run(session, { targetId, ...args }) {
    if (targetId === undefined) return step(session, "into", args);
    const target = session.currentStop.stepInTargets.get(targetId);
    if (target === undefined) throw staleReference(`step-in target ${targetId}`);
    return step(session, "into", args, target);
  },
});
