import { defineHandler } from "../handler.ts";
import { stepArguments } from "../step-arguments.ts";

/** Runs until the current function returns to its caller. */
export const stepOutHandler = defineHandler({
  command: "stepOut",
  during: ["stopped"],
  repliesFirst: true,
  args: stepArguments,

  async run(session, { threadId, granularity }) {
    const { engine } = session.activeRun;
    await session.setInMotion(() => engine.step(threadId, "out", granularity));
    return undefined;
  },
});
