import type { Completion } from "../engine/model.ts";
import { miQuote } from "./mi-quote.ts";
import type { MiSession } from "./mi-session.ts";

/** gdb completes commands; an expression is completed as the argument of one. */
const asCommand = { expression: "print ", command: "" } as const;

/**
 * Suggests how to go on with a text.
 * @param column Where the caret is: UTF-16 code units from 0.
 * @param place Options of a command that is to run in a frame.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/GDB_002fMI-Miscellaneous-Commands.html
 */
export async function completions(
  mi: MiSession,
  text: string,
  column: number,
  language: "expression" | "command",
  place: string,
): Promise<readonly Completion[]> {
  const before = text.slice(0, column);
  const written = /[\w$~]*$/.exec(before)?.[0] ?? "";
  const rest = /^\w*/.exec(text.slice(column))?.[0] ?? "";
  const isMember = /(\.|->)\s*[\w$~]*$/.test(before);
  if (written === "" && !isMember && language === "expression") return [];
  // What stands in front of the word is of no concern to gdb, except where it is what a member is of.
  const context = language === "command" ? before : expressionAt(before);
  const command = asCommand[language] + context;
  const reply = await mi.attempt(`-complete${place} ${miQuote(command)}`);
  const matches = reply?.results.matches;
  const lead = command.length - written.length;
  const replaced = { start: column - written.length, length: written.length + rest.length };
  return (Array.isArray(matches) ? matches : [])
    .map(String)
    .filter((match) => match.startsWith(command.slice(0, lead)) && match.length > lead)
    .map((match): Completion => {
      const label = match.slice(lead);
      const kind = language === "command" ? "keyword" : isMember ? "field" : kindOf(label);
      return { label, kind, ...replaced };
    });
}

/** The part of a text that ends at the caret and that a member or a name belongs to. */
function expressionAt(before: string): string {
  return /(?:[\w$~:.]|->|\[[^[\]]*\]|\([^()]*\))*$/.exec(before)?.[0] ?? "";
}

function kindOf(label: string): Completion["kind"] {
  if (label.includes("(")) return "function";
  return /^\$/.test(label) ? "other" : "variable";
}
