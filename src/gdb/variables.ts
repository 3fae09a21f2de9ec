import { EngineError } from "../engine/errors.ts";
import type { ContainerId, Page, ScopeKind, ValueFormat, Variable } from "../engine/model.ts";
import { isCharacters, isComputed, isConstant, mayAct } from "./expression-kind.ts";
import { miQuote } from "./mi-quote.ts";
import type { MiSession } from "./mi-session.ts";
import { type MiTuple, textOf, tuplesOf } from "./mi-value.ts";
import { elementsOfNumbers } from "./number-elements.ts";
import { Registers } from "./registers.ts";
import { ValueReader } from "./value-reader.ts";
import { type Container, childExpression, isGroup, type Shape, shapeOf } from "./variable-shape.ts";

/** gdb's number of a thread and the level of a frame. */
export interface Place {
  readonly thread: string;
  readonly level: number;
}

/** The variables of stopped frames. What it hands out is void once the debuggee runs. */
export class Variables {
  readonly #mi: MiSession;
  readonly #containers = new Map<ContainerId, Container>();
  #lastContainer = 0;
  readonly #lists = new Map<string, Promise<readonly MiTuple[]>>();
  #roots: string[] = [];
  readonly registers: Registers;

  constructor(mi: MiSession) {
    this.#mi = mi;
    this.registers = new Registers(mi);
  }

  /** The arguments, locals or registers of a frame. */
  async list(at: Place, scope: ScopeKind, format?: ValueFormat): Promise<readonly Variable[]> {
    const place = placeOptions(at);
    const reader = new ValueReader(this.#mi, format);
    if (scope === "registers") return this.#registerScope(place);
    const rows = await this.#rows(place, reader);
    const seen = new Set<string>();
    const wanted: Promise<Variable>[] = [];
    for (const row of rows) {
      const name = textOf(row, "name") ?? "";
      const hidden = seen.has(name);
      seen.add(name);
      if ((textOf(row, "arg") === "1") !== (scope === "arguments")) continue;
      wanted.push(
        hidden ? this.#hidden(row, place, reader) : this.#local(row, name, place, reader),
      );
    }
    return Promise.all(wanted);
  }

  /**
   * Members, elements, or what a pointer points to.
   * @throws {EngineError} `notFound` for a container of an earlier stop.
   */
  async children(id: ContainerId, page: Page, format?: ValueFormat): Promise<readonly Variable[]> {
    const container = this.containerOf(id);
    const reader = new ValueReader(this.#mi, format);
    if (container.kind === "registers") {
      return this.registers.group(container.object, container.place);
    }
    const start = page.start ?? 0;
    const whole = container.count ?? Number.POSITIVE_INFINITY;
    const count = Math.min(page.count || whole, whole - start);
    if (count <= 0) return [];
    if (container.kind === "array") return this.#elements(container, start, count, reader);
    const range = Number.isFinite(count) ? ` ${start} ${start + count}` : "";
    const shapes = await this.#members(container, container.object, range, reader);
    return Promise.all(shapes.map((shape) => this.#finish(shape, reader)));
  }

  /**
   * Evaluates an expression in a frame.
   * @throws {EngineError} `notFound` with gdb's explanation when it cannot.
   */
  async evaluate(expression: string, place: string, format?: ValueFormat): Promise<Variable> {
    return this.#evaluate(expression, place, new ValueReader(this.#mi, format));
  }

  /** The whole text of an expression's value. */
  async evaluateFully(expression: string, place: string): Promise<string> {
    return new ValueReader(this.#mi).whole(expression, place);
  }

  /**
   * The expression of a member or an element.
   * @throws {EngineError} `notFound` when there is none of this name, `refused` when only a printer
   * knows it.
   */
  async expressionIn(id: ContainerId, name: string): Promise<string> {
    const container = this.containerOf(id);
    const index = /^\[(\d+)\]$/.exec(name)?.[1];
    if (container.kind === "array" && index !== undefined && container.expression !== undefined) {
      if (Number(index) < (container.count ?? 0)) return `(${container.expression})[${index}]`;
    }
    const children = container.kind === "array" ? [] : await this.children(id, {});
    const child = children.find((one) => one.name === name);
    if (child === undefined) {
      throw new EngineError("notFound", `There is nothing called '${name}' in this variable.`);
    }
    if (child.evaluateName !== undefined) return child.evaluateName;
    throw new EngineError(
      "refused",
      `'${name}' is shown by a pretty printer and has no place of its own: use an expression that names it.`,
    );
  }

  /**
   * What an id stands for.
   * @throws {EngineError} `notFound` for a container of an earlier stop.
   */
  containerOf(id: ContainerId): Container {
    const container = this.#containers.get(id);
    if (container !== undefined) return container;
    throw new EngineError("notFound", "The debuggee has run since this variable was shown.");
  }

  /** Whether a scope has a variable of this name. */
  async knows(place: string, scope: ScopeKind, name: string): Promise<boolean> {
    const rows = await this.#rows(place, new ValueReader(this.#mi));
    return rows.some(
      (row) =>
        textOf(row, "name") === name && (textOf(row, "arg") === "1") === (scope === "arguments"),
    );
  }

  /** Makes everything handed out void. */
  forget(): void {
    for (const root of this.#roots) this.#mi.send(`-var-delete ${root}`).catch(() => {});
    this.#roots = [];
    this.#containers.clear();
    this.#lists.clear();
  }

  /** Notes that something was written: what was listed before may be another value now. */
  noteWrite(): void {
    this.#lists.clear();
  }

  async #evaluate(expression: string, place: string, reader: ValueReader): Promise<Variable> {
    let object: MiTuple;
    const address = mayAct(expression) ? undefined : this.#address(expression, place, reader);
    try {
      object = await this.#create(expression, place, reader);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure !== "native") throw error;
      throw await reader.explained(expression, place);
    }
    // Nothing to show: what it refers to cannot be read. Asking again would repeat side effects.
    if (textOf(object, "value") === "") {
      if (!mayAct(expression)) throw await reader.explained(expression, place);
      if (textOf(object, "type") !== "void") throw cutShort(expression);
    }
    return this.#finish(shapeOf(object, expression, expression, place), reader, address);
  }

  async #address(
    expression: string,
    place: string,
    reader: ValueReader,
  ): Promise<bigint | undefined> {
    return isComputed(expression) ? undefined : reader.address(expression, place);
  }

  async #registerScope(place: string): Promise<readonly Variable[]> {
    const { general, groups } = await this.registers.scope(place);
    return [
      ...general,
      ...groups.map(({ name, container }): Variable => {
        return { name, value: "", children: this.#keep(container), readOnly: true };
      }),
    ];
  }

  #keep(container: Container): ContainerId {
    const id = ++this.#lastContainer;
    this.#containers.set(id, container);
    return id;
  }

  #rows(place: string, reader: ValueReader): Promise<readonly MiTuple[]> {
    const key = `${place}${reader.hex ? " hex" : ""}`;
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = reader
      .ask(`-stack-list-variables${place} --no-frame-filters --simple-values`)
      .then(({ results }) => tuplesOf(results, "variables"));
    this.#lists.set(key, list);
    return list;
  }

  async #local(row: MiTuple, name: string, place: string, reader: ValueReader): Promise<Variable> {
    const value = textOf(row, "value");
    const type = textOf(row, "type");
    // Only numbers and the like come with a value that cannot be expanded.
    const simple = value !== undefined && !/[*&\])]$/.test(type ?? "*");
    if (simple) {
      const memory = await reader.address(name, place);
      return { name, value, type, evaluateName: name, memory, readOnly: isConstant(type) };
    }
    const address = reader.address(name, place);
    try {
      const object = await this.#create(name, place, reader);
      return await this.#finish(shapeOf(object, name, name, place), reader, address);
    } catch (error) {
      const text = value ?? `<${error instanceof EngineError ? error.native : error}>`;
      return { name, value: text, type };
    }
  }

  /** A variable of an outer block that an inner one hides; no expression names it. */
  async #hidden(row: MiTuple, place: string, reader: ValueReader): Promise<Variable> {
    const name = textOf(row, "name") ?? "";
    const value = textOf(row, "value") ?? (await reader.hidden(name, place));
    return { name: `${name} (shadowed)`, value, type: textOf(row, "type"), readOnly: true };
  }

  async #create(expression: string, place: string, reader: ValueReader): Promise<MiTuple> {
    const { results } = await reader.ask(`-var-create${place} - * ${miQuote(expression)}`);
    const name = textOf(results, "name");
    if (name !== undefined) this.#roots.push(name);
    return results;
  }

  /** A part of an array as an array of its own: gdb would make an object for every element. */
  async #elements(
    container: Container,
    start: number,
    count: number,
    reader: ValueReader,
  ): Promise<readonly Variable[]> {
    const { expression, place } = container;
    const numbers = await elementsOfNumbers(reader, container, start, count);
    if (numbers !== undefined) return numbers;
    const all = start === 0 && count === container.count;
    const slice = `(${expression})[${start}]@${count}`;
    const part =
      all || expression === undefined
        ? undefined
        : await this.#create(slice, place, reader).catch(() => undefined);
    const object = textOf(part, "name") ?? container.object;
    const range = part === undefined ? ` ${start} ${start + count}` : "";
    const offset = part === undefined ? 0 : start;
    const [{ results }, first, size] = await Promise.all([
      reader.ask(`-var-list-children --all-values ${miQuote(object)}${range}`),
      expression === undefined ? undefined : reader.address(`(${expression})[${start}]`, place),
      expression === undefined ? undefined : reader.size(`(${expression})[0]`, place),
    ]);
    const shapes = tuplesOf(results, "children").map((child): Shape => {
      const index = Number(textOf(child, "exp")) + offset;
      const shape = shapeOf(child, `[${index}]`, expression && `(${expression})[${index}]`, place);
      if (first === undefined || size === undefined) return shape;
      const memory = shape.variable.memory ?? first + BigInt(index - start) * size;
      return { ...shape, variable: { ...shape.variable, memory } };
    });
    return Promise.all(shapes.map((shape) => this.#finish(shape, reader)));
  }

  async #members(
    parent: Container,
    object: string,
    range: string,
    reader: ValueReader,
  ): Promise<Shape[]> {
    const { results } = await reader.ask(
      `-var-list-children --all-values ${miQuote(object)}${range}`,
    );
    const found = await Promise.all(
      tuplesOf(results, "children").map(async (child) => {
        if (isGroup(child) && parent.kind !== "printed") {
          return this.#members(parent, textOf(child, "name") ?? "", "", reader);
        }
        const expression = childExpression(parent, child);
        return [shapeOf(child, textOf(child, "exp") ?? "", expression, parent.place)];
      }),
    );
    return found.flat();
  }

  /**
   * Gives a container its id, an array of characters its text, and a place in memory to all.
   * @param address Where it is, when that was asked already.
   */
  async #finish(
    { variable, container, place }: Shape,
    reader: ValueReader,
    address?: Promise<bigint | undefined>,
  ): Promise<Variable> {
    const { evaluateName: expression } = variable;
    const id = container && this.#keep(container);
    const lookUp = variable.memory === undefined && expression !== undefined && !mayAct(expression);
    const isText =
      container !== undefined && expression !== undefined && isCharacters(variable.type);
    const [memory, text] = await Promise.all([
      lookUp ? (address ?? reader.address(expression, place)) : variable.memory,
      isText ? reader.value(expression, place) : undefined,
    ]);
    const readOnly =
      isConstant(variable.type) ||
      (lookUp && memory === undefined && !isRegister(expression)) ||
      undefined;
    const value = text ?? variable.value;
    const known = { ...variable, value, children: id, memory, readOnly };
    // Says why a variable has no value: gdb leaves it empty when the memory cannot be read.
    if (value !== "" || id !== undefined || expression === undefined || mayAct(expression)) {
      return known;
    }
    const { native } = await reader.explained(expression, place);
    return { ...known, value: `<${native}>` };
  }
}

/** What becomes of an expression that calls a function in which the debuggee crashes. */
function cutShort(expression: string): EngineError {
  const text = `'${expression}' has no value: what it calls did not come to its end.`;
  return new EngineError("notFound", text, { native: text });
}

/** A register lies nowhere in the memory, and can be written all the same. */
const isRegister = (expression: string) => /^\$\w+$/.test(expression);

/** The options that put a command into a frame; none without one. */
export function placeOptions(at: Place | undefined): string {
  return at === undefined ? "" : ` --thread ${at.thread} --frame ${at.level}`;
}
