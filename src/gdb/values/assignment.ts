import { EngineError } from "../../engine/errors.ts";
import { asSentence } from "../mi/gdb-text.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf } from "../mi/mi-value.ts";

/**
 * Writes a value to what an expression names.
 * @param value An expression of the debuggee's language.
 * @param place Options that put a command into a frame.
 * @throws {EngineError} `badInput` when there is no such value or it does not fit, `refused` when
 * the thing cannot be written to. Nothing is written then.
 */
export async function assign(
  mi: MiSession,
  expression: string,
  value: string,
  place: string,
): Promise<void> {
  const ask = (text: string) =>
    mi
      .send(`-data-evaluate-expression${place} ${miQuote(text)}`)
      .then(({ results }) => textOf(results, "value") ?? "");
  if (value.trim() === "") {
    throw new EngineError("badInput", `'${expression}' cannot be set to nothing: write a value.`);
  }
  if (isWholeNumber(value) && !(await fits(ask, expression, value.trim()))) {
    throw misfit(expression, value);
  }
  const before = isWholeNumber(value) ? await ask(expression).catch(() => "") : "";
  try {
    await ask(`(${expression}) = (${value})`);
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure !== "native") throw error;
    const native = (error.native ?? "").trim();
    const readOnly = /not (an|a modifiable) lvalue|not a modifiable|Cannot modify|const/i.test(
      native,
    );
    throw new EngineError(
      readOnly ? "refused" : "badInput",
      `'${expression}' cannot be set to '${value}': ${asSentence(native)}`,
      { native },
    );
  }
  // A bit field has the type of a whole integer, and shows only now that it is too small.
  const same = `(${expression}) == (__typeof__(${expression})) (${value})`;
  if (isWholeNumber(before) && /^(0|false)$/.test(await ask(same).catch(() => ""))) {
    await ask(`(${expression}) = (${before})`);
    throw misfit(expression, value);
  }
}

function misfit(expression: string, value: string): EngineError {
  return new EngineError("badInput", `${value.trim()} does not fit into '${expression}'.`);
}

function isWholeNumber(value: string): boolean {
  return /^\s*[-+]?(0x[0-9a-f]+|\d+)\s*$/i.test(value);
}

/** gdb would cut off what is too much for an integer, and write a number over a whole struct. */
async function fits(
  ask: (text: string) => Promise<string>,
  expression: string,
  value: string,
): Promise<boolean> {
  try {
    const same = await ask(`(__typeof__(${expression})) (${value}) == (${value})`);
    if (same !== "0" && same !== "false") return true;
    // A float holds a number only roughly, and that is no misfit.
    return (await ask(`(__typeof__(${expression})) 1.5`)).startsWith("1.5");
  } catch {
    // What cannot be compared is left to the assignment itself.
    return true;
  }
}
