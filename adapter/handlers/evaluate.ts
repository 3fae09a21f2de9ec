import * as z from "zod/mini";
import { mayHaveSideEffects } from "../../src/util/side-effects.ts";
import { inConsole } from "../console/in-console.ts";
import { notStopped, RequestError } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";
import { evaluated } from "../values/evaluated.ts";
import { withoutSpecifier } from "../values/format-specifier.ts";
import { frameIfAny } from "../values/frame-of.ts";
import { valueFormat } from "../values/value-format.ts";

/**
 * Evaluates an expression; in the console it may also be a command of the engine, and such ones as
 * stop or end a debuggee work there while it runs.
 */
export const evaluateHandler = defineHandler({
  command: "evaluate",
  title: "Evaluating",
  during: ["stopped", "running"],
  // A command may set the debuggee in motion.
  repliesFirst: true,
  provides: { supportsEvaluateForHovers: true, supportsClipboardContext: true },
  args: () =>
    z.object({
      expression: z.string(),
      frameId: z.optional(z.int()),
      context: z.optional(z.string()),
      format: valueFormat,
    }),

  async run(session, { expression, frameId, context, format }, pending) {
    const text = expression.trim();
    if (session.phase === "running" && context === "repl") {
      return inConsole(session, { text, format }, pending);
    }
    if (session.phase !== "stopped") throw notStopped("evaluate");
    const frame = frameIfAny(session, frameId);
    if (context === "repl") return inConsole(session, { text, frame, format }, pending);
    if (text.includes("\0")) {
      const shown = text.replaceAll("\0", "\\0");
      const sentence = `'${shown}' has a null character in it, which no debugger can read.`;
      throw new RequestError("badArguments", "client", sentence);
    }
    if (text === "") {
      throw new RequestError("badArguments", "client", "There is no expression to evaluate.");
    }
    if (context === "hover" && mayHaveSideEffects(text)) {
      throw new RequestError(
        "refused",
        "client",
        `'${text}' is not evaluated while hovering, because it might change the debuggee.`,
      );
    }
    if (context === "clipboard") {
      const { expression: whole, format: specified } = withoutSpecifier(text);
      const { engine } = session.activeRun;
      const result = await engine.evaluateFully(whole, frame, specified ?? format);
      return { result, variablesReference: 0 };
    }
    return evaluated(session, text, frame, format);
  },
});
