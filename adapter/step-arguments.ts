import * as z from "zod";

/** Arguments that all stepping requests share. */
export const stepArguments = z.object({
  threadId: z.int(),
  granularity: z.enum(["statement", "line", "instruction"]).default("statement"),
});
