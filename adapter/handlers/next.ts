import { defineHandler } from "../handler.ts";
import { stepArguments } from "../step-arguments.ts";

/** Steps over one line, or one instruction. */
export const nextHandler = defineHandler({
  command: "next",
  during: ["stopped"],
  repliesFirst: true,
  provides: { supportsSteppingGranularity: true },
  args: stepArguments,

  async run(session, { threadId, granularity }) {
    const { engine } = session.activeRun;
    await session.setInMotion(() => engine.step(threadId, "over", granularity));
    return undefined;
  },
});
