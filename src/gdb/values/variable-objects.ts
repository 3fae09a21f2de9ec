import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { type MiTuple, textOf, tuplesOf } from "../mi/mi-value.ts";
import type { ValueReader } from "./value-reader.ts";
import { type Container, childExpression, isGroup, type Shape, shapeOf } from "./variable-shape.ts";

/**
 * The variable objects that were made in gdb.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/GDB_002fMI-Variable-Objects.html
 */
export class VariableObjects {
  readonly #mi: MiSession;
  #roots: string[] = [];

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** Makes one. @throws {EngineError} `native` when gdb cannot evaluate the expression. */
  async create(expression: string, place: string, reader: ValueReader): Promise<MiTuple> {
    const { results } = await reader.ask(`-var-create${place} - * ${miQuote(expression)}`);
    const name = textOf(results, "name");
    if (name !== undefined) this.#roots.push(name);
    return results;
  }

  /** Deletes all of them. */
  forget(): void {
    for (const root of this.#roots) this.#mi.send(`-var-delete ${root}`).catch(() => {});
    this.#roots = [];
  }

  /**
   * The children of an object, and in the place of one that only groups others those.
   * @param range Options that choose a part of them.
   */
  async members(
    parent: Container,
    object: string,
    range: string,
    reader: ValueReader,
  ): Promise<Shape[]> {
    const found = await Promise.all(
      (await listed(object, range, reader)).map(async (child) => {
        if (isGroup(child) && parent.kind !== "printed") {
          return this.members(parent, textOf(child, "name") ?? "", "", reader);
        }
        const expression = childExpression(parent, child);
        return [shapeOf(child, textOf(child, "exp") ?? "", expression, parent.place)];
      }),
    );
    return found.flat();
  }

  /** A part of an array as an array of its own: gdb would make an object for every element. */
  async elements(
    container: Container,
    start: number,
    count: number,
    reader: ValueReader,
  ): Promise<Shape[]> {
    const { expression, place } = container;
    const all = start === 0 && count === container.count;
    const slice = `(${expression})[${start}]@${count}`;
    const part =
      all || expression === undefined
        ? undefined
        : await this.create(slice, place, reader).catch(() => undefined);
    const object = textOf(part, "name") ?? container.object;
    const range = part === undefined ? ` ${start} ${start + count}` : "";
    const offset = part === undefined ? 0 : start;
    const [children, first, size] = await Promise.all([
      listed(object, range, reader),
      expression === undefined ? undefined : reader.address(`(${expression})[${start}]`, place),
      expression === undefined ? undefined : reader.size(`(${expression})[0]`, place),
    ]);
    return children.map((child): Shape => {
      const index = Number(textOf(child, "exp")) + offset;
      const shape = shapeOf(child, `[${index}]`, expression && `(${expression})[${index}]`, place);
      if (first === undefined || size === undefined) return shape;
      const memory = shape.variable.memory ?? first + BigInt(index - start) * size;
      return { ...shape, variable: { ...shape.variable, memory } };
    });
  }
}

async function listed(
  object: string,
  range: string,
  reader: ValueReader,
): Promise<readonly MiTuple[]> {
  const command = `-var-list-children --all-values ${miQuote(object)}${range}`;
  return tuplesOf((await reader.ask(command)).results, "children");
}
