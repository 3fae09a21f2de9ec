import { EngineError } from "../../../engine/errors.ts";
import type { ValueFormat } from "../../../engine/model.ts";
import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import { optional } from "../errors.ts";
import { characterBytes } from "./characters.ts";
import type { Expressions } from "./expressions.ts";
import { childExpression, elementExpression } from "./member-expressions.ts";
import { type SymbolValues, wholeString } from "./symbol-values.ts";
import { arrayLength, isArray, isPointer } from "./value-text.ts";

/** How much of a value is written; a list that is longer ends in dots. */
interface Limits {
  /** Values in all. */
  readonly values: number;
  /** Members or elements of one list. */
  readonly listed: number;
  /** Characters in all; the value that exceeds them is the last. */
  readonly room: number;
  /** Characters of one string. */
  readonly string: number;
  /** Whether what only the compiler knows is left out. */
  readonly sourceOnly: boolean;
}

/** More values than anybody reads. */
const whole: Limits = {
  values: 100_000,
  listed: 100_000,
  room: Number.POSITIVE_INFINITY,
  string: wholeString,
  sourceOnly: false,
};
const short: Limits = { values: 100, listed: 10, room: 100, string: 64, sourceOnly: true };

/** The expression of a symbol, worked out when it is needed. */
type Known = () => string | undefined;

/** Deeper levels than any type of people's has. */
const deepest = 32;

/** Writes values together with all that is in them, e.g. `{x = 1, list = {1, 2}}`. */
export class FullText {
  readonly #expressions: Expressions;
  readonly #values: SymbolValues;

  constructor(expressions: Expressions, values: SymbolValues) {
    this.#expressions = expressions;
    this.#values = values;
  }

  /** The whole value of an expression in the current scope. */
  of(expression: string, format: ValueFormat | undefined): string {
    const { value } = this.#writer(whole, format);
    return value(expression, 0);
  }

  /** As much of it as fits on one short line; undefined where the engine cannot tell. */
  summary(expression: string, format: ValueFormat | undefined): string | undefined {
    const { value } = this.#writer(short, format);
    return ifFound(() => value(expression, 0));
  }

  /** The same of the only symbol of a group, which is expanded for it. */
  summaryIn(group: DebugSymbolGroup, known: string, format: ValueFormat | undefined): string {
    return this.#writer(short, format).symbol(group, 0, () => known, 0);
  }

  #writer(limits: Limits, format: ValueFormat | undefined) {
    const expressions = this.#expressions;
    let { room } = limits;
    let written = 0;

    const list = <Part>(parts: readonly Part[], write: (part: Part) => string): string => {
      const texts: string[] = [];
      for (const part of parts.slice(0, limits.listed)) {
        if (written >= limits.values || room <= 0) break;
        texts.push(write(part));
        room -= 2;
      }
      return `{${[...texts, ...(texts.length < parts.length ? ["..."] : [])].join(", ")}}`;
    };

    const leaf = (group: DebugSymbolGroup, index: number): string => {
      written += 1;
      const text = this.#values.text(group, index, limits.string, format);
      room -= text.length;
      return text;
    };

    const members = (group: DebugSymbolGroup, index: number, known: Known, level: number) => {
      const before = group.count();
      group.expand(index);
      const children = Array.from({ length: group.count() - before }, (_, at) => index + 1 + at);
      const shown = children.filter((at) => !limits.sourceOnly || !isOfCompiler(group.name(at)));
      const text = list(shown, (at) => {
        const name = group.name(at);
        room -= name.length + 3;
        const child: Known = () => {
          const expression = known();
          return (
            expression && childExpression({ expression, pointer: false }, group, at, expressions)
          );
        };
        return `${name} = ${symbol(group, at, child, level + 1)}`;
      });
      // What is behind it gets back the indices that it had.
      group.collapse(index);
      return text;
    };

    const elements = (expression: string, length: number, level: number): string => {
      const indices = Array.from({ length: Math.min(length, limits.listed + 1) }, (_, at) => at);
      return list(indices, (at) => value(elementExpression(expression, at), level + 1));
    };

    const symbol = (
      group: DebugSymbolGroup,
      index: number,
      known: Known,
      level: number,
    ): string => {
      if (isSimple(group, index) || level >= deepest) return leaf(group, index);
      const length = arrayLength(optional(() => group.typeName(index)) ?? "");
      if (length === undefined) return members(group, index, known, level);
      // The engine would expand all of an array, however long it is.
      const expression = known();
      const text = expression && ifFound(() => elements(expression, length, level));
      return text || leaf(group, index);
    };

    const value = (wanted: string, level: number): string =>
      expressions.with(wanted, (group, known) => symbol(group, 0, () => known, level));

    return { value, symbol };
  }
}

/** Whether there is nothing inside that the value does not say. */
function isSimple(group: DebugSymbolGroup, index: number): boolean {
  const type = optional(() => group.typeName(index)) ?? "";
  const [parameters] = group.parameters(index, 1);
  if ((parameters?.subElements ?? 0) === 0 || isPointer(type)) return true;
  return isArray(type) && characterBytes(type) !== undefined;
}

/** Whether a member is the pointer to the table of virtual functions. */
const isOfCompiler = (name: string) => /^_*vf?ptr|^__vfptr/.test(name);

function ifFound(work: () => string): string | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError && error.failure === "notFound") return undefined;
    throw error;
  }
}
