import type { Variable } from "../../engine/model.ts";
import { mayHaveSideEffects } from "../../util/side-effects.ts";
import { isCharacters, isConstant } from "./expression-kind.ts";
import type { Summaries } from "./summaries.ts";
import type { ValueReader } from "./value-reader.ts";
import { isAggregate, type Shape } from "./variable-shape.ts";

/** What was asked of a variable before its object was there. */
export interface AskedBefore {
  readonly address?: Promise<bigint | undefined> | undefined;
  readonly summary?: Promise<string | undefined> | undefined;
}

/**
 * What a variable object does not tell: a place in memory, the text of an array of characters, what
 * is in a struct or an array, and why there is no value.
 */
export async function withDetails(
  shape: Shape,
  reader: ValueReader,
  summaries: Summaries,
  asked: AskedBefore = {},
): Promise<Variable> {
  const { variable, container, place } = shape;
  const { evaluateName: expression } = variable;
  // What calls or changes something must not be evaluated again.
  const again = expression !== undefined && !mayHaveSideEffects(expression);
  const lookUp = variable.memory === undefined && again;
  const isText = container !== undefined && expression !== undefined && isCharacters(variable.type);
  const [memory, text, summary] = await Promise.all([
    lookUp ? (asked.address ?? reader.address(expression, place)) : variable.memory,
    isText ? reader.value(expression, place) : undefined,
    again && isAggregate(shape)
      ? (asked.summary ?? summaries.of(expression, place, reader))
      : undefined,
  ]);
  const readOnly =
    isConstant(variable.type) ||
    (lookUp && memory === undefined && !isRegister(expression)) ||
    undefined;
  const value = text ?? summary ?? variable.value;
  const known = { ...variable, value, memory, readOnly };
  if (value !== "" || container !== undefined || !again) return known;
  // Says why a variable has no value: gdb leaves it empty when the memory cannot be read.
  const { native } = await reader.explained(expression, place);
  return { ...known, value: `<${native}>` };
}

/** A register lies nowhere in the memory, and can be written all the same. */
const isRegister = (expression: string) => /^\$\w+$/.test(expression);
