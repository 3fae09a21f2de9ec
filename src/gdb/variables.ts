import { EngineError } from "../engine/errors.ts";
import type { ContainerId, Page, ScopeKind, ValueFormat, Variable } from "../engine/model.ts";
import { assign } from "./assignment.ts";
import { miQuote } from "./mi-quote.ts";
import type { MiSession } from "./mi-session.ts";
import { type MiTuple, textOf, tuplesOf } from "./mi-value.ts";
import { groupOf, RegisterNames, readRegisters } from "./registers.ts";
import { ValueReader } from "./value-reader.ts";
import { type Container, childExpression, isGroup, type Shape, shapeOf } from "./variable-shape.ts";

/** gdb's number of a thread and the level of a frame. */
export interface Place {
  readonly thread: string;
  readonly level: number;
}

const registerGroups = { floating: "Floating point", vector: "Vector" } as const;

/** The variables of stopped frames. What it hands out is void once the debuggee runs. */
export class Variables {
  readonly #mi: MiSession;
  readonly #containers = new Map<ContainerId, Container>();
  #lastContainer = 0;
  readonly #lists = new Map<string, Promise<readonly MiTuple[]>>();
  #roots: string[] = [];
  readonly #registers: RegisterNames;

  constructor(mi: MiSession) {
    this.#mi = mi;
    this.#registers = new RegisterNames(mi);
  }

  /** The arguments, locals or registers of a frame. */
  async list(at: Place, scope: ScopeKind, format?: ValueFormat): Promise<readonly Variable[]> {
    const place = placeOf(at);
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
    const container = this.#containerOf(id);
    const reader = new ValueReader(this.#mi, format);
    if (container.kind === "registers") {
      const names = await this.#registers.list();
      const group = container.object;
      return readRegisters(this.#mi, container.place, names, (name) => groupOf(name) === group);
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
  async evaluate(
    expression: string,
    at: Place | undefined,
    format?: ValueFormat,
  ): Promise<Variable> {
    const place = at === undefined ? "" : placeOf(at);
    return this.#evaluate(expression, place, new ValueReader(this.#mi, format));
  }

  /** The whole text of an expression's value. */
  async evaluateFully(expression: string, at: Place | undefined): Promise<string> {
    const place = at === undefined ? "" : placeOf(at);
    return new ValueReader(this.#mi).whole(expression, place);
  }

  /**
   * Writes a value to what an expression names, and answers what is there afterwards.
   * @throws {EngineError} `badInput` when the value does not fit, `refused` when it is read-only.
   */
  async setExpression(
    expression: string,
    value: string,
    at: Place | undefined,
    format?: ValueFormat,
  ): Promise<Variable> {
    return this.#assign(expression, expression, value, at && placeOf(at), format);
  }

  /** Writes a value to a variable of a scope; else as `setExpression`. */
  async setInScope(
    at: Place,
    scope: ScopeKind,
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    const place = placeOf(at);
    if (scope === "registers") return this.#setRegister(name, value, place);
    const rows = await this.#rows(place, new ValueReader(this.#mi));
    const known = rows.some(
      (row) =>
        textOf(row, "name") === name && (textOf(row, "arg") === "1") === (scope === "arguments"),
    );
    if (!known) {
      throw new EngineError("notFound", `There is no variable '${name}' in these ${scope}.`);
    }
    return this.#assign(name, name, value, place, format);
  }

  /** Writes a value to a member or an element; else as `setExpression`. */
  async setInContainer(
    id: ContainerId,
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    const container = this.#containerOf(id);
    if (container.kind === "registers") return this.#setRegister(name, value, container.place);
    const expression = await this.expressionIn(id, name);
    return this.#assign(name, expression, value, container.place, format);
  }

  /**
   * The expression of a member or an element.
   * @throws {EngineError} `notFound` when there is none of this name, `refused` when only a printer
   * knows it.
   */
  async expressionIn(id: ContainerId, name: string): Promise<string> {
    const container = this.#containerOf(id);
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

  /** Options of a command that is to run in the frame a container was found in. */
  placeOfContainer(id: ContainerId): string {
    return this.#containerOf(id).place;
  }

  /** Makes everything handed out void. */
  forget(): void {
    for (const root of this.#roots) this.#mi.send(`-var-delete ${root}`).catch(() => {});
    this.#roots = [];
    this.#containers.clear();
    this.#lists.clear();
  }

  /** Forgets what belongs to the processor of a debuggee. */
  renew(): void {
    this.#registers.forget();
  }

  #containerOf(id: ContainerId): Container {
    const container = this.#containers.get(id);
    if (container !== undefined) return container;
    throw new EngineError("notFound", "The debuggee has run since this variable was shown.");
  }

  async #evaluate(expression: string, place: string, reader: ValueReader): Promise<Variable> {
    let object: MiTuple;
    try {
      object = await this.#create(expression, place, reader);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure !== "native") throw error;
      throw await reader.explained(expression, place);
    }
    // Nothing to show: what it refers to cannot be read. Asking again would repeat side effects.
    if (textOf(object, "value") === "" && !mayAct(expression)) {
      throw await reader.explained(expression, place);
    }
    return this.#finish(shapeOf(object, expression, expression, place), reader);
  }

  async #assign(
    name: string,
    expression: string,
    value: string,
    place: string | undefined,
    format: ValueFormat | undefined,
  ): Promise<Variable> {
    await assign(this.#mi, expression, value, place ?? "");
    // What was listed before may be another value now.
    this.#lists.clear();
    const reader = new ValueReader(this.#mi, format);
    return { ...(await this.#evaluate(expression, place ?? "", reader)), name };
  }

  async #setRegister(name: string, value: string, place: string): Promise<Variable> {
    const names = await this.#registers.list();
    if (!names.includes(name) || name === "") {
      throw new EngineError("notFound", `The processor has no register '${name}'.`);
    }
    await assign(this.#mi, `$${name}`, value, place);
    this.#lists.clear();
    const [now] = await readRegisters(this.#mi, place, names, (one) => one === name);
    return now ?? { name, value, evaluateName: `$${name}` };
  }

  async #registerScope(place: string): Promise<readonly Variable[]> {
    const names = await this.#registers.list();
    const general = await readRegisters(
      this.#mi,
      place,
      names,
      (name) => groupOf(name) === "general",
    );
    const groups = Object.entries(registerGroups)
      .filter(([group]) => names.some((name) => name !== "" && groupOf(name) === group))
      .map(([group, name]): Variable => {
        const container = { object: group, kind: "registers", place } as const;
        const children = this.#keep({ ...container, expression: undefined, count: undefined });
        return { name, value: "", children, readOnly: true };
      });
    return [...general, ...groups];
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
    try {
      const object = await this.#create(name, place, reader);
      return await this.#finish(shapeOf(object, name, name, place), reader);
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

  /** Gives a container its id, an array of characters its text, and a place in memory to all. */
  async #finish({ variable, container, place }: Shape, reader: ValueReader): Promise<Variable> {
    const { evaluateName: expression } = variable;
    const id = container && this.#keep(container);
    const lookUp = variable.memory === undefined && expression !== undefined && !mayAct(expression);
    const isText = container !== undefined && expression !== undefined && isCharacters(variable);
    const [memory, text] = await Promise.all([
      lookUp ? reader.address(expression, place) : variable.memory,
      isText ? reader.value(expression, place) : undefined,
    ]);
    const readOnly = isConstant(variable.type) || (lookUp && memory === undefined) || undefined;
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

/** Whether evaluating the expression may call functions or change something. */
function mayAct(expression: string): boolean {
  return /[\w>]\s*\(|[^=!<>]=[^=]|\+\+|--/.test(expression);
}

/** Whether the value is an array of characters, whose text says more than its length. */
function isCharacters(variable: Variable): boolean {
  return /\b(char|wchar_t|char(8|16|32)_t) \[\d*\]$/.test(variable.type ?? "");
}

function isConstant(type: string | undefined): boolean | undefined {
  return /^const [^*&]*$|\* ?const$/.test(type ?? "") || undefined;
}

/** The options that put a command into a frame. */
function placeOf(at: Place): string {
  return ` --thread ${at.thread} --frame ${at.level}`;
}
