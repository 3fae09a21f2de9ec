import { EngineError } from "../engine/errors.ts";
import { miQuote } from "./mi-quote.ts";
import type { MiSession } from "./mi-session.ts";
import type { Place } from "./variables.ts";

/**
 * Runs a gdb command as at gdb's own prompt and answers what it printed.
 * @throws {EngineError} `native` with gdb's text when gdb refuses it.
 */
export async function runUserCommand(
  mi: MiSession,
  text: string,
  at: Place | undefined,
): Promise<string> {
  const place = at === undefined ? "" : ` --thread ${at.thread} --frame ${at.level}`;
  try {
    const command = `-interpreter-exec${place} console ${miQuote(text)}`;
    return (await mi.send(command, { alone: true })).output;
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure !== "native") throw error;
    const native = (error.native ?? "").trim();
    throw new EngineError("native", /[.!?]$/.test(native) ? native : `${native}.`, { native });
  }
}
