import * as z from "zod/mini";

/** How the client wants values to be written. */
export const valueFormat = z.optional(z.object({ hex: z.optional(z.boolean()) }));
