import { EngineError } from "../../engine/errors.ts";
import { asSentence } from "../mi/gdb-text.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import type { Place } from "../values/place.ts";
import { waitsForInput } from "./command-intent.ts";

/**
 * Runs a gdb command as at gdb's own prompt and answers what it printed.
 * @throws {EngineError} `native` with gdb's text when gdb refuses it.
 */
export async function runUserCommand(
  mi: MiSession,
  text: string,
  at: Place | undefined,
): Promise<string> {
  if (waitsForInput(text)) {
    throw new EngineError(
      "refused",
      `gdb would wait for more lines after '${text}': write a command that is complete in one line.`,
    );
  }
  const place = at === undefined ? "" : ` --thread ${at.thread} --frame ${at.level}`;
  try {
    const command = `-interpreter-exec${place} console ${miQuote(inBackground(text))}`;
    return (await mi.send(command, { alone: true })).output;
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure !== "native") throw error;
    const native = (error.native ?? "").trim();
    throw new EngineError("native", asSentence(native), { native });
  }
}

/**
 * A command that sets the debuggee in motion, so that gdb does not wait for the stop that follows:
 * it would read no other command until then.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Background-Execution.html
 */
function inBackground(text: string): string {
  const moves =
    /^\s*(c|cont|continue|fg|n|next|s|step|ni|nexti|si|stepi|fin|finish|u|until|advance|j|jump|signal|r|run|start|starti)(\s|$)/;
  return moves.test(text) && !/&\s*$/.test(text) ? `${text} &` : text;
}
