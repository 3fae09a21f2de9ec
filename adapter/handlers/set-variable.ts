import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { containerOf } from "../values/container-of.ts";
import { tellChanged } from "../values/tell-changed.ts";
import { valueFormat } from "../values/value-format.ts";
import { valueOut } from "../values/variables.ts";

/** Writes a variable, a member or an element, and answers what is there afterwards. */
export const setVariableHandler = defineHandler({
  command: "setVariable",
  during: ["stopped"],
  needsProcess: "refused",
  repliesFirst: true,
  provides: { supportsSetVariable: true },
  args: () =>
    z.object({
      variablesReference: z.int(),
      name: z.string(),
      value: z.string(),
      format: valueFormat,
    }),

  async run(session, { variablesReference, name, value, format }) {
    const { currentStop: stop, client } = session;
    const container = containerOf(session, variablesReference);
    const specified = container.format;
    const written = await session.activeRun.engine.setVariable(
      container.kind === "scope" ? container : container.container,
      name,
      value,
      specified ?? format,
    );
    tellChanged(session);
    const { presentationHint: _, ...reply } = valueOut(written, { stop, client, specified });
    return reply;
  },
});
