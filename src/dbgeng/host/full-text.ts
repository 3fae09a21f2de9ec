import { EngineError } from "../../engine/errors.ts";
import type { DebugSymbolGroup } from "../native/debug-symbol-group.ts";
import { characterBytes } from "./characters.ts";
import { optional } from "./errors.ts";
import type { Expressions } from "./expressions.ts";
import { childExpression, elementExpression } from "./member-expressions.ts";
import { type SymbolValues, wholeString } from "./symbol-values.ts";
import { arrayLength, isArray, isPointer } from "./value-text.ts";

/** More values than anybody reads; a list that is longer ends in dots. */
const mostValues = 100_000;
/** Deeper levels than any type of people's has. */
const deepest = 32;

/** The whole value of an expression in the current scope, e.g. `{x = 1, list = {1, 2}}`. */
export function fullText(
  expressions: Expressions,
  values: SymbolValues,
  expression: string,
): string {
  let written = 0;

  const list = (count: number, write: (at: number) => string): string => {
    const parts: string[] = [];
    for (let at = 0; at < count; at += 1) {
      if (written >= mostValues) {
        parts.push("...");
        break;
      }
      parts.push(write(at));
    }
    return `{${parts.join(", ")}}`;
  };

  const members = (group: DebugSymbolGroup, known: string, level: number): string => {
    group.expand(0);
    return list(group.count() - 1, (at) => {
      const index = at + 1;
      const child = childExpression(
        { expression: known, pointer: false },
        group,
        index,
        expressions,
      );
      const inside =
        isSimple(group, index) || child === undefined ? undefined : nested(child, level + 1);
      const text = inside ?? leaf(group, index);
      return `${group.name(index)} = ${text}`;
    });
  };

  /** Some members cannot be named in an expression, such as a table of virtual functions. */
  const nested = (child: string, level: number): string | undefined => {
    try {
      return value(child, level);
    } catch (error) {
      if (error instanceof EngineError && error.failure === "notFound") return undefined;
      throw error;
    }
  };

  const leaf = (group: DebugSymbolGroup, index: number): string => {
    written += 1;
    return values.text(group, index, wholeString);
  };

  const value = (wanted: string, level: number): string =>
    expressions.with(wanted, (group, known) => {
      if (isSimple(group, 0) || level >= deepest) return leaf(group, 0);
      const length = arrayLength(optional(() => group.typeName(0)) ?? "");
      return length === undefined
        ? members(group, known, level)
        : list(length, (at) => value(elementExpression(known, at), level + 1));
    });

  return value(expression, 0);
}

/** Whether there is nothing inside that the value does not say. */
function isSimple(group: DebugSymbolGroup, index: number): boolean {
  const type = optional(() => group.typeName(index)) ?? "";
  const [parameters] = group.parameters(index, 1);
  if ((parameters?.subElements ?? 0) === 0 || isPointer(type)) return true;
  return isArray(type) && characterBytes(type) !== undefined;
}
