import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { everyPhase } from "../session/state.ts";

/** Lists the threads, also while the debuggee runs, and before and after it. */
export const threadsHandler = defineHandler({
  command: "threads",
  during: everyPhase.filter((phase) => phase !== "new"),
  urgent: true,
  args: () => z.looseObject({}),

  async run(session) {
    const { run, phase } = session;
    const known = run?.debuggee !== undefined && phase !== "over" && phase !== "restarting";
    // A lost engine has no threads any more, which is an answer too.
    const threads = known ? await run.engine?.threads().catch(() => []) : [];
    return {
      threads: (threads ?? []).map(({ id, name }, _, all) => {
        // Most threads are called like the program, and clients show nothing but the name.
        const alone = all.filter((one) => one.name === name).length === 1;
        return { id, name: alone ? name : `${name} (${id})` };
      }),
    };
  },
});
