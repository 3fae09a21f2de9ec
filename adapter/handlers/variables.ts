import * as z from "zod/mini";
import { containerOf } from "../container-of.ts";
import { defineHandler } from "../handler.ts";
import { valueFormat } from "../value-format.ts";
import { childrenOf } from "../variables.ts";

const count = z.optional(z.int().check(z.nonnegative()));

/** Children of a scope, a structure, a pointer or an array. */
export const variablesHandler = defineHandler({
  command: "variables",
  title: "Reading variables",
  during: ["stopped"],
  provides: { supportsValueFormattingOptions: true },
  looksOnly: true,
  args: () =>
    z.object({
      variablesReference: z.int(),
      filter: z.optional(z.enum(["indexed", "named"])),
      start: count,
      count,
      format: valueFormat,
    }),

  async run(session, { variablesReference, ...part }) {
    const { currentStop: stop, client } = session;
    const container = containerOf(session, variablesReference);
    const { engine } = session.activeRun;
    return { variables: [...(await childrenOf(container, part, { engine, stop, client }))] };
  },
});
