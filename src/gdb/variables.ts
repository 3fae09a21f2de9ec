import { EngineError } from "../engine/errors.ts";
import type { ContainerId, Page, ScopeKind, Variable } from "../engine/model.ts";
import { miQuote } from "./mi-quote.ts";
import type { MiSession } from "./mi-session.ts";
import { type MiTuple, textOf, tuplesOf } from "./mi-value.ts";
import {
  type Container,
  childExpression,
  isGroup,
  isText,
  type Shape,
  shapeOf,
} from "./variable-shape.ts";

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

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** The arguments or locals of a frame. */
  async list(at: Place, scope: ScopeKind): Promise<readonly Variable[]> {
    const place = placeOf(at);
    const rows = await this.#rows(place);
    const seen = new Set<string>();
    const wanted: Promise<Variable>[] = [];
    for (const row of rows) {
      const name = textOf(row, "name") ?? "";
      const hidden = seen.has(name);
      seen.add(name);
      if ((textOf(row, "arg") === "1") !== (scope === "arguments")) continue;
      wanted.push(hidden ? this.#hidden(row, place) : this.#local(row, name, place));
    }
    return Promise.all(wanted);
  }

  /**
   * Members, elements, or what a pointer points to.
   * @throws {EngineError} `notFound` for a container of an earlier stop.
   */
  async children(id: ContainerId, page: Page): Promise<readonly Variable[]> {
    const container = this.#containers.get(id);
    if (container === undefined) {
      throw new EngineError("notFound", "The debuggee has run since this variable was shown.");
    }
    const start = page.start ?? 0;
    const whole = container.count ?? Number.POSITIVE_INFINITY;
    const count = Math.min(page.count || whole, whole - start);
    if (count <= 0) return [];
    if (container.kind === "array") return this.#elements(container, start, count);
    const range = Number.isFinite(count) ? ` ${start} ${start + count}` : "";
    const shapes = await this.#members(container, container.object, range);
    return Promise.all(shapes.map((shape) => this.#finish(shape)));
  }

  /**
   * Evaluates an expression in a frame.
   * @throws {EngineError} `notFound` with gdb's explanation when it cannot.
   */
  async evaluate(expression: string, at: Place | undefined): Promise<Variable> {
    const place = at === undefined ? "" : placeOf(at);
    let object: MiTuple;
    try {
      object = await this.#create(expression, place);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure !== "native") throw error;
      throw await this.#explained(expression, place);
    }
    // Nothing to show: what it refers to cannot be read. Asking again would repeat side effects.
    if (textOf(object, "value") === "" && !mayAct(expression)) {
      throw await this.#explained(expression, place);
    }
    return this.#finish(await this.#located(shapeOf(object, expression, expression, place)));
  }

  /** Makes everything handed out void. */
  forget(): void {
    for (const root of this.#roots) this.#mi.send(`-var-delete ${root}`).catch(() => {});
    this.#roots = [];
    this.#containers.clear();
    this.#lists.clear();
  }

  #rows(place: string): Promise<readonly MiTuple[]> {
    const known = this.#lists.get(place);
    if (known !== undefined) return known;
    const list = this.#mi
      .send(`-stack-list-variables${place} --no-frame-filters --simple-values`)
      .then(({ results }) => tuplesOf(results, "variables"));
    this.#lists.set(place, list);
    return list;
  }

  async #local(row: MiTuple, name: string, place: string): Promise<Variable> {
    const value = textOf(row, "value");
    // Only numbers and the like come with a value that cannot be expanded.
    const simple = value !== undefined && !/^(\([^)]*\) )?@?0x/.test(value);
    if (simple) return { name, value, type: textOf(row, "type"), evaluateName: name };
    try {
      const object = await this.#create(name, place);
      return await this.#finish(await this.#located(shapeOf(object, name, name, place)));
    } catch (error) {
      const text = value ?? `<${error instanceof EngineError ? error.native : error}>`;
      return { name, value: text, type: textOf(row, "type") };
    }
  }

  /** A variable of an outer block that an inner one hides; no expression names it. */
  async #hidden(row: MiTuple, place: string): Promise<Variable> {
    const name = textOf(row, "name") ?? "";
    const value = textOf(row, "value") ?? (await this.#hiddenValue(name, place));
    return { name: `${name} (shadowed)`, value, type: textOf(row, "type") };
  }

  async #hiddenValue(name: string, place: string): Promise<string> {
    const { results } = await this.#mi.send(
      `-stack-list-variables${place} --no-frame-filters --all-values`,
    );
    const same = tuplesOf(results, "variables").filter((row) => textOf(row, "name") === name);
    return textOf(same.at(-1), "value") ?? "";
  }

  async #create(expression: string, place: string): Promise<MiTuple> {
    const { results } = await this.#mi.send(`-var-create${place} - * ${miQuote(expression)}`);
    const name = textOf(results, "name");
    if (name !== undefined) this.#roots.push(name);
    return results;
  }

  /** A part of an array as an array of its own: gdb would make an object for every element. */
  async #elements(
    container: Container,
    start: number,
    count: number,
  ): Promise<readonly Variable[]> {
    const all = start === 0 && count === container.count;
    const slice = `(${container.expression})[${start}]@${count}`;
    const part =
      all || container.expression === undefined
        ? undefined
        : await this.#create(slice, container.place).catch(() => undefined);
    const object = textOf(part, "name") ?? container.object;
    const range = part === undefined ? ` ${start} ${start + count}` : "";
    const offset = part === undefined ? 0 : start;
    const { results } = await this.#mi.send(
      `-var-list-children --all-values ${miQuote(object)}${range}`,
    );
    const shapes = tuplesOf(results, "children").map((child): Shape => {
      const index = Number(textOf(child, "exp")) + offset;
      const expression = container.expression && `(${container.expression})[${index}]`;
      return shapeOf(child, `[${index}]`, expression, container.place);
    });
    return Promise.all(shapes.map((shape) => this.#finish(shape)));
  }

  async #members(parent: Container, object: string, range: string): Promise<Shape[]> {
    const { results } = await this.#mi.send(
      `-var-list-children --all-values ${miQuote(object)}${range}`,
    );
    const found = await Promise.all(
      tuplesOf(results, "children").map(async (child) => {
        if (isGroup(child) && parent.kind !== "printed") {
          return this.#members(parent, textOf(child, "name") ?? "", "");
        }
        const expression = childExpression(parent, child);
        return [shapeOf(child, textOf(child, "exp") ?? "", expression, parent.place)];
      }),
    );
    return found.flat();
  }

  /** Adds where a struct or an array is; a pointer tells where it points by itself. */
  async #located(shape: Shape): Promise<Shape> {
    const { variable, container } = shape;
    if (container?.expression === undefined || variable.memory !== undefined) return shape;
    const address = await this.#value(`&(${container.expression})`, container.place);
    const memory = /0x[0-9a-f]+/.exec(address ?? "")?.[0];
    if (memory === undefined) return shape;
    return { ...shape, variable: { ...variable, memory: BigInt(memory) } };
  }

  /** Gives the container its id, and an array of characters its text. */
  async #finish({ variable, container, place }: Shape): Promise<Variable> {
    if (container === undefined) return this.#readable(variable, place);
    const id = ++this.#lastContainer;
    this.#containers.set(id, container);
    const text =
      isText(variable) && container.expression !== undefined
        ? await this.#value(container.expression, container.place)
        : undefined;
    return this.#readable({ ...variable, value: text ?? variable.value, children: id }, place);
  }

  /** Says why a variable has no value: gdb leaves it empty when the memory cannot be read. */
  async #readable(variable: Variable, place: string): Promise<Variable> {
    const { evaluateName, value } = variable;
    if (value !== "" || evaluateName === undefined || mayAct(evaluateName)) return variable;
    const { native } = await this.#explained(evaluateName, place);
    return { ...variable, value: `<${native}>` };
  }

  async #value(expression: string, place: string): Promise<string | undefined> {
    const command = `-data-evaluate-expression${place} ${miQuote(expression)}`;
    const reply = await this.#mi.send(command).catch(() => undefined);
    return textOf(reply?.results, "value");
  }

  /** `-var-create` does not say what is wrong with an expression; another command does. */
  async #explained(expression: string, place: string): Promise<EngineError> {
    const command = `-data-evaluate-expression${place} ${miQuote(expression)}`;
    const told = await this.#mi.send(command).catch((reason: unknown) => reason);
    const native = told instanceof EngineError ? told.native : undefined;
    const text = (native ?? `'${expression}' has no value`).trim();
    return new EngineError("notFound", /[.!?]$/.test(text) ? text : `${text}.`, { native: text });
  }
}

/** Whether evaluating the expression may call functions or change something. */
function mayAct(expression: string): boolean {
  return /[\w>]\s*\(|[^=!<>]=[^=]|\+\+|--/.test(expression);
}

/** The options that put a command into a frame. */
function placeOf(at: Place): string {
  return ` --thread ${at.thread} --frame ${at.level}`;
}
