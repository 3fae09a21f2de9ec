import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { withoutSpecifier } from "../values/format-specifier.ts";
import { frameIfAny } from "../values/frame-of.ts";
import { tellChanged } from "../values/tell-changed.ts";
import { valueFormat } from "../values/value-format.ts";
import { valueOut } from "../values/variables.ts";

/** Writes to what an expression names, and answers what is there afterwards. */
export const setExpressionHandler = defineHandler({
  command: "setExpression",
  during: ["stopped"],
  needsProcess: "refused",
  repliesFirst: true,
  provides: { supportsSetExpression: true },
  args: () =>
    z.object({
      expression: z.string(),
      value: z.string(),
      frameId: z.optional(z.int()),
      format: valueFormat,
    }),

  async run(session, { expression, value, frameId, format }) {
    const { currentStop: stop, client } = session;
    const frame = frameIfAny(session, frameId);
    const { engine } = session.activeRun;
    const { expression: place, format: specified } = withoutSpecifier(expression.trim());
    const written = await engine.setExpression(place, value, frame, specified ?? format);
    tellChanged(session);
    return valueOut(written, { stop, client, specified });
  },
});
