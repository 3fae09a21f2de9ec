import type { Completion } from "../../engine/model.ts";
import { expressionKeywords } from "../../util/expression-keywords.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf, tuplesOf } from "../mi/mi-value.ts";

/** gdb completes commands; an expression is completed as the argument of one. */
const asCommand = { expression: "print ", command: "" } as const;

type Suggestion = Pick<Completion, "label" | "kind">;

/**
 * Suggests how to go on with a text, what is nearest first.
 * @param column Where the caret is: UTF-16 code units from 0.
 * @param place Options of a command that is to run in a frame.
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
  const replaced = { start: column - written.length, length: written.length + rest.length };
  const found =
    language === "command"
      ? (await matches(mi, before, written, place)).map(as("keyword"))
      : await suggestions(mi, expressionAt(before), written, place);
  return found.map((suggestion) => ({ ...suggestion, ...replaced }));
}

/** @param context What stands in front of the word is of no concern to gdb, except what it is of. */
async function suggestions(
  mi: MiSession,
  context: string,
  written: string,
  place: string,
): Promise<Suggestion[]> {
  const all = matches(mi, asCommand.expression + context, written, place);
  if (/(\.|->)[\w$~]*$/.test(context)) return (await all).map(as("field"));
  if (context !== written) return (await all).map(asGlobal);
  // gdb lists some hundred names in no order, and a variable of the frame may not be among them.
  const [frame, members, globals] = await Promise.all([
    frameNames(mi, place),
    matches(mi, `${asCommand.expression}this->${written}`, written, place),
    all,
  ]);
  const begins = (name: string) => name.startsWith(written);
  const found = [
    ...frame.filter(begins).map(as("variable")),
    ...members.filter((name) => /^\w+$/.test(name)).map(as("field")),
    ...globals.filter((name) => !expressionKeywords.includes(name)).map(asGlobal),
    ...expressionKeywords.filter(begins).map(as("keyword")),
  ];
  const seen = new Set<string>();
  return found.filter(({ label }) => !seen.has(label) && seen.add(label));
}

/**
 * What gdb makes of the word that ends a command.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/GDB_002fMI-Miscellaneous-Commands.html
 */
async function matches(
  mi: MiSession,
  command: string,
  written: string,
  place: string,
): Promise<readonly string[]> {
  const reply = await mi.attempt(`-complete${place} ${miQuote(command)}`);
  const found = reply?.results.matches;
  const lead = command.slice(0, command.length - written.length);
  return (Array.isArray(found) ? found : [])
    .map(String)
    .filter((match) => match.startsWith(lead) && match.length > lead.length)
    .map((match) => match.slice(lead.length));
}

async function frameNames(mi: MiSession, place: string): Promise<readonly string[]> {
  const command = `-stack-list-variables${place} --no-frame-filters --no-values`;
  const reply = await mi.attempt(command);
  return tuplesOf(reply?.results, "variables").map((row) => textOf(row, "name") ?? "");
}

/** The part of a text that ends at the caret and that a member or a name belongs to. */
function expressionAt(before: string): string {
  return /(?:[\w$~:.]|->|\[[^[\]]*\]|\([^()]*\))*$/.exec(before)?.[0] ?? "";
}

const as =
  (kind: Completion["kind"]) =>
  (label: string): Suggestion => ({ label, kind });

function asGlobal(label: string): Suggestion {
  if (label.includes("(")) return { label, kind: "function" };
  return { label, kind: /^\$/.test(label) ? "other" : "variable" };
}
