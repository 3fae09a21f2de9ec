import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";

/** The client has set its breakpoints. Accepted early as well: some clients do not wait. */
export const configurationDoneHandler = defineHandler({
  command: "configurationDone",
  during: ["idle", "starting", "configuring", "exited"],
  provides: { supportsConfigurationDoneRequest: true },
  args: () => z.looseObject({}),

  run(session, _args, pending) {
    // The reply to `launch` follows this one.
    pending.afterReply(() => session.configured.open());
    return undefined;
  },
});
