import { EngineError } from "../../engine/errors.ts";
import type { ValueFormat } from "../../engine/model.ts";
import { asSentence } from "../mi/gdb-text.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiReply, MiSession } from "../mi/mi-session.ts";
import { textOf, tuplesOf } from "../mi/mi-value.ts";
import { needsCall } from "../run/function-calls.ts";
import { hasOperators } from "./expression-kind.ts";

/** Settings that cut values short: how they are, and how they are for a whole value. */
const wholeSettings = [
  ["print elements", "400", "100000"],
  ["print repeats", "10", "unlimited"],
  // Nobody reads more than this as a text.
  ["max-value-size", "65536", `${1024 * 1024}`],
] as const;

/** Asks gdb for values, written as a request wants them. */
export class ValueReader {
  readonly #mi: MiSession;
  readonly hex: boolean;

  constructor(mi: MiSession, format?: ValueFormat) {
    this.#mi = mi;
    this.hex = format?.hex === true;
  }

  /** Sends a command whose answer has values. */
  ask(command: string): Promise<MiReply> {
    if (!this.hex) return this.#mi.send(command);
    // gdb takes commands in order, so nothing comes between these.
    this.#set("output-radix 16");
    const reply = this.#mi.send(command);
    this.#set("output-radix 10");
    return reply;
  }

  /** The value of an expression; undefined when it has none. */
  async value(expression: string, place: string): Promise<string | undefined> {
    const command = `-data-evaluate-expression${place} ${miQuote(expression)}`;
    const reply = await this.ask(command).catch(() => undefined);
    return textOf(reply?.results, "value");
  }

  /** The whole value. @throws {EngineError} `notFound` with gdb's explanation when it has none. */
  async whole(expression: string, place: string): Promise<string> {
    for (const [setting, , whole] of wholeSettings) this.#set(`${setting} ${whole}`);
    const reply = this.ask(`-data-evaluate-expression${place} ${miQuote(expression)}`);
    for (const [setting, usual] of wholeSettings) this.#set(`${setting} ${usual}`);
    try {
      return textOf((await reply).results, "value") ?? "";
    } catch (error) {
      throw notFound(error, expression);
    }
  }

  /**
   * The values of elements that are plain numbers: some hundred times faster than an object for
   * each of them. Undefined when it is not that simple.
   */
  async numbers(slice: string, count: number, place: string): Promise<string[] | undefined> {
    const text = await this.whole(slice, place).catch(() => "");
    const values = /^\{(.*)\}$/.exec(text)?.[1]?.split(", ");
    return values?.length === count && !text.includes("<") ? values : undefined;
  }

  /** Where the thing is that an expression names; undefined when that is nowhere in memory. */
  async address(expression: string, place: string): Promise<bigint | undefined> {
    const command = `-data-evaluate-expression${place} ${miQuote(`&(${expression})`)}`;
    const reply = await this.#mi.send(command).catch(() => undefined);
    const address = /0x[0-9a-f]+/.exec(textOf(reply?.results, "value") ?? "")?.[0];
    return address === undefined ? undefined : BigInt(address);
  }

  /** Number of bytes of what an expression names. */
  async size(expression: string, place: string): Promise<bigint | undefined> {
    const command = `-data-evaluate-expression${place} ${miQuote(`sizeof(${expression})`)}`;
    const reply = await this.#mi.send(command).catch(() => undefined);
    const size = textOf(reply?.results, "value");
    return size === undefined ? undefined : BigInt(size);
  }

  /** The value of a variable that another one of the same name hides. */
  async hidden(name: string, place: string): Promise<string> {
    const { results } = await this.ask(
      `-stack-list-variables${place} --no-frame-filters --all-values`,
    );
    const same = tuplesOf(results, "variables").filter((row) => textOf(row, "name") === name);
    return textOf(same.at(-1), "value") ?? "";
  }

  /**
   * Makes sure that an expression has a value where an object was created for it: gdb makes one of its
   * type alone when it must not call what the expression needs.
   * @throws {EngineError} `notFound` when it needs a call.
   */
  async requireValue(expression: string, place: string): Promise<void> {
    if (!hasOperators(expression)) return;
    const command = `-data-evaluate-expression${place} ${miQuote(`(${expression}), 0`)}`;
    const problem = await this.#mi.send(command).catch((reason: unknown) => reason);
    const said = problem instanceof EngineError ? problem.native : undefined;
    if (needsCall(said)) throw notFound(problem, expression);
  }

  /** `-var-create` does not say what is wrong with an expression; another command does. */
  async explained(expression: string, place: string): Promise<EngineError> {
    const command = `-data-evaluate-expression${place} ${miQuote(expression)}`;
    return notFound(await this.#mi.send(command).catch((reason: unknown) => reason), expression);
  }

  #set(setting: string): void {
    this.#mi.send(`-gdb-set ${setting}`).catch(() => {});
  }
}

function notFound(reason: unknown, expression: string): EngineError {
  if (reason instanceof EngineError && reason.failure !== "native") return reason;
  const native = reason instanceof EngineError ? reason.native : undefined;
  const bytes = /requires (\d+) bytes, which is more than max-value-size/.exec(native ?? "")?.[1];
  if (bytes !== undefined) {
    const text = `'${expression}' has ${bytes} bytes, too many to be written as a text: ask for a part of it.`;
    return new EngineError("notFound", text, { native: text });
  }
  // As dbgeng writes it; to gdb this is a syntax error, which would say nothing.
  const [, module, name] = /([\w.]+)!([A-Za-z_]\w*)/.exec(expression) ?? [];
  const text =
    module !== undefined
      ? `Expressions of gdb name no modules: write '${name}' instead of '${module}!${name}'.`
      : asSentence(native ?? `'${expression}' has no value`);
  return new EngineError("notFound", text, { native: text });
}
