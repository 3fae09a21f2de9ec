import { defineHandler } from "../handler.ts";
import { stepArguments } from "../step-arguments.ts";

/** Steps into the function that is called next; without one, over the line. */
export const stepInHandler = defineHandler({
  command: "stepIn",
  during: ["stopped"],
  repliesFirst: true,
  args: stepArguments,

  async run(session, { threadId, granularity }) {
    const { engine } = session.activeRun;
    await session.setInMotion(() => engine.step(threadId, "into", granularity));
    return undefined;
  },
});
