import * as z from "zod";

/** How the client wants values to be written. */
export const valueFormat = z.object({ hex: z.boolean().optional() }).optional();
