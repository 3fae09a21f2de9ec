import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { frameOf } from "../values/frame-of.ts";

/** The functions that a frame's current line is still to call. */
export const stepInTargetsHandler = defineHandler({
  command: "stepInTargets",
  during: ["stopped"],
  needsProcess: "refused",
  provides: { supportsStepInTargetsRequest: true },
  looksOnly: true,
  args: () => z.object({ frameId: z.int() }),

  async run(session, { frameId }) {
    const frame = frameOf(session, frameId);
    const { stepInTargets } = session.currentStop;
    const targets = await session.activeRun.engine.stepInTargets(frame);
    return { targets: targets.map(({ id, label }) => ({ id: stepInTargets.number(id), label })) };
  },
});
