import { defineHandler } from "../requests/handler.ts";
import { step, stepArguments } from "../session/step.ts";

/** Steps over one line, or one instruction. */
export const nextHandler = defineHandler({
  command: "next",
  during: ["stopped"],
  needsProcess: "motion",
  repliesFirst: true,
  provides: { supportsSteppingGranularity: true },
  args: () => stepArguments,

  run: (session, args) => step(session, "over", args),
});
