import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { restartSession } from "../session/restart-session.ts";

/** Starts the debuggee anew, or attaches to it anew, on the same connection. */
export const restartHandler = defineHandler({
  command: "restart",
  during: ["running", "stopped"],
  needsProcess: "refused",
  provides: { supportsRestartRequest: true },
  repliesFirst: true,
  args: () => z.looseObject({ arguments: z.nullish(z.record(z.string(), z.unknown())) }),

  async run(session, { arguments: nested, ...rest }) {
    // nvim-dap 0.6 sends the configuration itself instead of putting it into `arguments`.
    const flat = "program" in rest || "processId" in rest || "processName" in rest;
    await restartSession(session, nested ?? (flat ? rest : undefined));
    return undefined;
  },
});
