import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { containerOf } from "../values/container-of.ts";
import { valueFormat } from "../values/value-format.ts";
import { childrenOf } from "../values/variables.ts";

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
