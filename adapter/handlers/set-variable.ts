import * as z from "zod/mini";
import { containerOf } from "../container-of.ts";
import { defineHandler } from "../handler.ts";
import { tellChanged } from "../tell-changed.ts";
import { valueFormat } from "../value-format.ts";
import { valueOut } from "../variables.ts";

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
    const written = await session.activeRun.engine.setVariable(
      container.kind === "scope" ? container : container.container,
      name,
      value,
      format,
    );
    tellChanged(session);
    const { presentationHint: _, ...reply } = valueOut(written, stop, client);
    return reply;
  },
});
