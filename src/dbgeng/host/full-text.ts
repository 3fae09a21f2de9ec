import type { DebugSymbolGroup } from "../native/debug-symbol-group.ts";
import { optional } from "./errors.ts";
import { type SymbolValues, wholeString } from "./symbol-values.ts";
import { characterBytes, isPointer } from "./value-text.ts";

/** More values than anybody reads; a list that is longer ends in dots. */
const mostValues = 100_000;
/** The engine has no deeper levels. */
const deepest = 12;

/** The whole value of the only symbol of a group, e.g. `{x = 1, list = {1, 2}}`. Expands the group. */
export function fullText(group: DebugSymbolGroup, values: SymbolValues): string {
  let written = 0;

  const write = (index: number, level: number): string => {
    const type = optional(() => group.typeName(index)) ?? "";
    const [parameters] = group.parameters(index, 1);
    const simple =
      (parameters?.subElements ?? 0) === 0 || isPointer(type) || characterBytes(type) !== undefined;
    written += 1;
    if (simple || level >= deepest) return values.text(group, index, wholeString);
    const before = group.count();
    const expanded = optional(() => {
      group.expand(index);
      return true;
    });
    const count = group.count() - before;
    if (!expanded) return values.text(group, index, wholeString);
    const parts: string[] = [];
    for (let at = 0; at < count && written < mostValues; at += 1) {
      // What a child has unfolded is folded again, so the next one follows at once.
      const child = index + 1 + at;
      const name = group.name(child);
      const text = write(child, level + 1);
      parts.push(name.startsWith("[") ? text : `${name} = ${text}`);
    }
    if (parts.length < count) parts.push("...");
    group.collapse(index);
    return `{${parts.join(", ")}}`;
  };

  return write(0, 0);
}
