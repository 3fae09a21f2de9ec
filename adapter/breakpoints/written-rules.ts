import * as z from "zod/mini";

const text = z.pipe(
  z.nullish(z.string()),
  z.transform((given) => given ?? undefined),
);

/** The arguments that say when a breakpoint stops. */
export const writtenRules = { condition: text, hitCondition: text };

/** The arguments of a breakpoint on code that is named by its place. */
export const writtenCodeRules = { ...writtenRules, mode: text };

/** The arguments of a breakpoint on a line, which may log as well. */
export const writtenLineRules = { ...writtenCodeRules, logMessage: text };
