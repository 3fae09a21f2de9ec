import * as z from "zod";
import { defineHandler } from "../handler.ts";

/** No filter is announced, but clients send the request all the same, with empty lists. */
export const setExceptionBreakpointsHandler = defineHandler({
  command: "setExceptionBreakpoints",
  during: ["idle", "starting", "configuring", "running", "stopped", "restarting", "exited"],
  args: z.object({
    filters: z.array(z.string()).default([]),
    filterOptions: z.array(z.looseObject({ filterId: z.string() })).default([]),
  }),

  run(_session, { filters, filterOptions }) {
    const names = [...filters, ...filterOptions.map(({ filterId }) => filterId)];
    return {
      breakpoints: names.map((name) => ({
        verified: false,
        reason: "failed" as const,
        message: `There is no exception filter '${name}'.`,
      })),
    };
  },
});
