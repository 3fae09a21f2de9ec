import * as z from "zod";
import { EngineError } from "../../src/engine/errors.ts";
import type { FrameId } from "../../src/engine/model.ts";
import { RequestError } from "../errors.ts";
import { frameOf } from "../frame-of.ts";
import { defineHandler } from "../handler.ts";
import type { Session } from "../session.ts";
import { mayHaveSideEffects } from "../side-effects.ts";
import { valueOut } from "../variables.ts";

/** Marks a command of the engine in the console: `-exec info registers`, or a backtick in front. */
const commandPrefix = /^(?:-exec\s+|`)/;

/**
 * Evaluates an expression, or runs a command of the engine.
 *
 * The console takes both: what is no expression there is tried as a command.
 */
export const evaluateHandler = defineHandler({
  command: "evaluate",
  during: ["stopped"],
  // A command may set the debuggee in motion.
  repliesFirst: true,
  provides: { supportsEvaluateForHovers: true, supportsClipboardContext: true },
  args: z.object({
    expression: z.string(),
    frameId: z.int().optional(),
    context: z.string().optional(),
  }),

  async run(session, { expression, frameId, context }) {
    const text = expression.trim();
    const frame = frameId === undefined ? undefined : frameOf(session, frameId);
    if (context === "hover" && mayHaveSideEffects(text)) {
      throw new RequestError(
        "refused",
        "client",
        `'${text}' is not evaluated while hovering, because it might change the debuggee.`,
      );
    }
    if (context === "repl") return inConsole(session, text, frame);
    return evaluated(session, text, frame);
  },
});

async function evaluated(session: Session, expression: string, frame: FrameId | undefined) {
  const { currentStop: stop, client } = session;
  const variable = await session.activeRun.engine.evaluate(expression, frame);
  const { value, ...rest } = valueOut(variable, stop, client);
  return { result: value, ...rest };
}

async function inConsole(session: Session, text: string, frame: FrameId | undefined) {
  if (text === "") return { result: "", variablesReference: 0 };
  const command = text.replace(commandPrefix, "");
  try {
    if (command !== text) return await ran(session, command, frame);
    let noExpression: EngineError;
    try {
      return await evaluated(session, text, frame);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure !== "notFound") throw error;
      noExpression = error;
    }
    try {
      return await ran(session, text, frame);
    } catch (error) {
      // A single word is more likely a misspelt name than a misspelt command.
      throw /\s/.test(text) ? error : noExpression;
    }
  } finally {
    const changed = command !== text || mayHaveSideEffects(text);
    if (changed && session.client.refreshes && session.phase === "stopped") {
      session.raise("invalidated", { areas: ["variables"] });
    }
  }
}

async function ran(session: Session, command: string, frame: FrameId | undefined) {
  const result = await session.activeRun.engine.command(command, frame);
  return { result: result.trimEnd(), variablesReference: 0 };
}
