import { defineHandler } from "../requests/handler.ts";
import { step, stepArguments } from "../session/step.ts";

/** Runs until the current function returns to its caller. */
export const stepOutHandler = defineHandler({
  command: "stepOut",
  during: ["stopped"],
  needsProcess: "motion",
  repliesFirst: true,
  args: () => stepArguments,

  run: (session, args) => step(session, "out", args),
});
