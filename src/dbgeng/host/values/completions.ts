import type { Completion } from "../../../engine/model.ts";
import { expressionKeywords } from "../../../util/expression-keywords.ts";
import { ScopeGroup } from "../../native/constants.ts";
import type { DebugSymbols } from "../../native/debug-symbols.ts";
import type { Modules } from "../code/modules.ts";
import { engineCommands } from "../console/engine-commands.ts";
import { optional } from "../errors.ts";
import { type Expressions, lastPart } from "./expressions.ts";
import type { Registers } from "./registers.ts";
import { withGroup } from "./symbol-groups.ts";
import { type MatchSymbols, symbolMatches } from "./symbol-matches.ts";

/** Nobody reads longer lists; who wants more types more. */
const mostGlobals = 100;
const mostInAll = 200;

/** What the suggestions are drawn from. */
export interface CompletionSources {
  readonly symbols: MatchSymbols & Pick<DebugSymbols, "scopeSymbolGroup">;
  readonly expressions: Expressions;
  readonly modules: Modules;
  readonly registers: Registers;
}

type Suggestion = Pick<Completion, "label" | "kind" | "text">;

/** Suggestions for an expression, what is nearest first, with the names of the scope that was made current before. */
export function completeExpression(
  sources: CompletionSources,
  text: string,
  column: number,
): Completion[] {
  const before = text.slice(0, column);
  const word = /[\w$]*$/.exec(before)?.[0] ?? "";
  const left = before.slice(0, before.length - word.length);
  const found = suggestions(sources, left, word);
  return ranged(found, text, column, word);
}

/** Suggestions for one of the engine's own commands: its verb. */
export function completeCommand(text: string, column: number): Completion[] | undefined {
  const before = text.slice(0, column);
  const word = /(?:^|;)\s*([.!~|]?[\w+]*)$/.exec(before)?.[1];
  if (word === undefined) return undefined;
  const found = engineCommands.map(
    ([name, meaning]): Suggestion => ({
      label: `${name} - ${meaning}`,
      text: name,
      kind: "keyword",
    }),
  );
  return ranged(found, text, column, word);
}

function suggestions(sources: CompletionSources, left: string, word: string): Suggestion[] {
  if (left.endsWith("@")) {
    return sources.registers.names().map((label) => ({ label, kind: "variable" }));
  }
  const owner = /(?:\.|->)$/.test(left) ? ownerBefore(left.replace(/(?:\.|->)$/, "")) : undefined;
  if (owner !== undefined) return members(sources.expressions, owner);
  const module = /([\w$]+)!$/.exec(left)?.[1];
  if (module !== undefined) return globals(sources, [module], word);
  if (/[.>]$/.test(left) && !/[\s)]>$/.test(left)) return [];
  return [
    ...locals(sources),
    ...members(sources.expressions, "this"),
    ...globals(sources, undefined, word),
    ...(word === ""
      ? []
      : expressionKeywords.map((label): Suggestion => ({ label, kind: "keyword" }))),
  ];
}

/** The expression that ends a text: names, members, calls of brackets. */
function ownerBefore(text: string): string | undefined {
  let at = text.length;
  while (at > 0) {
    const character = text[at - 1] as string;
    if (character === "]" || character === ")") at = openingOf(text, at - 1);
    else if (/[\w$:.]/.test(character)) at -= 1;
    else if (text.slice(at - 2, at) === "->") at -= 2;
    else break;
  }
  return text.slice(Math.max(at, 0)) || undefined;
}

function openingOf(text: string, closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at -= 1) {
    if (text[at] === ")" || text[at] === "]") depth += 1;
    if (text[at] === "(" || text[at] === "[") depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}

function members(expressions: Expressions, owner: string): Suggestion[] {
  const list = (expression: string): Suggestion[] =>
    expressions.with(expression, (group) => {
      group.expand(0);
      return Array.from({ length: group.count() - 1 }, (_, at) => group.name(at + 1))
        .filter((name) => /^[\w$~]+$/.test(name))
        .map((label) => ({ label, kind: "field" }));
    });
  try {
    return list(owner);
  } catch {
    // Half an expression has no members; the one before it may still be typed.
    return [];
  }
}

function locals({ symbols }: CompletionSources): Suggestion[] {
  const group = optional(() => symbols.scopeSymbolGroup(ScopeGroup.ALL));
  if (group === undefined) return [];
  return withGroup(group, () =>
    Array.from({ length: group.count() }, (_, index) => ({
      label: lastPart(group.name(index)),
      kind: "variable",
    })),
  );
}

/** Functions and global variables that begin with a word. */
function globals(
  { symbols, modules }: CompletionSources,
  scopes: readonly string[] | undefined,
  word: string,
): Suggestion[] {
  if (word === "" && scopes === undefined) return [];
  const found: Suggestion[] = [];
  for (const scope of scopes ?? modules.withLines()) {
    const left = mostGlobals - found.length;
    if (left <= 0) break;
    for (const { name } of symbolMatches(symbols, `${scope}!${word}*`, left)) {
      const label = name.slice(name.indexOf("!") + 1);
      if (/^[\w$:~]+$/.test(label)) found.push({ label, kind: "other" });
    }
  }
  return found;
}

/** The suggestions that begin with a word, each once, with the range of the word at the caret. */
function ranged(
  found: readonly Suggestion[],
  text: string,
  column: number,
  word: string,
): Completion[] {
  const tail = /^[\w$]*/.exec(text.slice(column))?.[0] ?? "";
  const seen = new Set<string>();
  const start = column - word.length;
  return found.flatMap((one) => {
    const name = one.text ?? one.label;
    if (seen.has(name) || seen.size >= mostInAll) return [];
    if (!name.toLowerCase().startsWith(word.toLowerCase())) return [];
    seen.add(name);
    return [{ ...one, start, length: word.length + tail.length }];
  });
}
