import { EngineError } from "../../engine/errors.ts";
import type {
  ContainerId,
  FilledScopes,
  Page,
  ScopeKind,
  ValueFormat,
  Variable,
} from "../../engine/model.ts";
import { mayHaveSideEffects } from "../../util/side-effects.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { type MiTuple, textOf } from "../mi/mi-value.ts";
import { isCharacters, isComputed, isConstant } from "./expression-kind.ts";
import { type FrameVariable, FrameVariables } from "./frame-variables.ts";
import { elementsOfNumbers } from "./number-elements.ts";
import { type Place, placeOptions } from "./place.ts";
import { Registers } from "./registers.ts";
import { Summaries, summaryOf } from "./summaries.ts";
import { ValueReader } from "./value-reader.ts";
import { type AskedBefore, withDetails } from "./variable-details.ts";
import { VariableObjects } from "./variable-objects.ts";
import { type Container, isAggregate, type Shape, shapeOf } from "./variable-shape.ts";

/** The variables of stopped frames. What it hands out is void once the debuggee runs. */
export class Variables {
  readonly registers: Registers;
  readonly #mi: MiSession;
  readonly #containers = new Map<ContainerId, Container>();
  #lastContainer = 0;
  readonly #frames = new FrameVariables();
  readonly #objects: VariableObjects;
  readonly #summaries: Summaries;

  constructor(mi: MiSession) {
    this.#mi = mi;
    this.registers = new Registers(mi);
    this.#objects = new VariableObjects(mi);
    this.#summaries = new Summaries(mi);
  }

  /** Whether a frame has arguments and locals. */
  async filledScopes(at: Place): Promise<FilledScopes> {
    const reader = new ValueReader(this.#mi);
    const isFilled = (scope: ScopeKind) =>
      this.#frames.list(placeOptions(at), scope, reader).then(
        (list) => list.length > 0,
        () => true,
      );
    return { arguments: await isFilled("arguments"), locals: await isFilled("locals") };
  }

  /** Reads the variables of a frame ahead of time where editors have shown them at the stop before. */
  readAhead(at: Place): void {
    this.#frames.readAhead(placeOptions(at));
  }

  /** The arguments, locals or registers of a frame. */
  async list(at: Place, scope: ScopeKind, format?: ValueFormat): Promise<readonly Variable[]> {
    const place = placeOptions(at);
    if (scope === "registers") return this.#registerScope(place);
    const reader = new ValueReader(this.#mi, format);
    const found = await this.#frames.list(place, scope, reader);
    return Promise.all(
      found.map((one) =>
        one.hidden ? hiddenVariable(one, place, reader) : this.#local(one, place, reader),
      ),
    );
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
    const shapes = await this.#objects.members(container, container.object, range, reader);
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
  async evaluateFully(expression: string, place: string, format?: ValueFormat): Promise<string> {
    return new ValueReader(this.#mi, format).whole(expression, place);
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
    const found = await this.#frames.list(place, scope, new ValueReader(this.#mi));
    return found.some((one) => one.name === name);
  }

  /** Makes everything handed out void. */
  forget(): void {
    this.#objects.forget();
    this.#containers.clear();
    this.#frames.forget();
  }

  /** Notes that something was written: what was listed before may be another value now. */
  noteWrite(): void {
    this.#frames.forget();
  }

  async #evaluate(expression: string, place: string, reader: ValueReader): Promise<Variable> {
    let object: MiTuple;
    const address = mayHaveSideEffects(expression)
      ? undefined
      : addressOf(expression, place, reader);
    try {
      object = await this.#objects.create(expression, place, reader);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure !== "native") throw error;
      throw await reader.explained(expression, place);
    }
    // Nothing to show: what it refers to cannot be read. Asking again would repeat side effects.
    if (textOf(object, "value") === "") {
      if (!mayHaveSideEffects(expression)) throw await reader.explained(expression, place);
      if (textOf(object, "type") !== "void") throw cutShort(expression);
    }
    const shape = shapeOf(object, expression, expression, place);
    if (isAggregate(shape) && !mayHaveSideEffects(expression))
      await reader.requireValue(expression, place);
    const found = await this.#finish(shape, reader, { address });
    const { container } = shape;
    if (container?.kind !== "members" || !mayHaveSideEffects(expression)) return found;
    const members = await this.#objects.members(container, container.object, "", reader);
    return { ...found, value: summaryOf(members.map(({ variable }) => variable)) };
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

  async #local(
    { name, type, value }: FrameVariable,
    place: string,
    reader: ValueReader,
  ): Promise<Variable> {
    // Only numbers and the like come with a value that cannot be expanded.
    const simple = value !== undefined && !/[*&\])]$/.test(type ?? "*");
    const address = reader.address(name, place);
    if (simple) {
      return {
        name,
        value,
        type,
        evaluateName: name,
        memory: await address,
        readOnly: isConstant(type),
      };
    }
    const isAggregate = value === undefined && !isCharacters(type);
    const summary = isAggregate ? this.#summaries.of(name, place, reader) : undefined;
    try {
      const object = await this.#objects.create(name, place, reader);
      return await this.#finish(shapeOf(object, name, name, place), reader, { address, summary });
    } catch (error) {
      const text = value ?? `<${error instanceof EngineError ? error.native : error}>`;
      return { name, value: text, type };
    }
  }

  async #elements(
    container: Container,
    start: number,
    count: number,
    reader: ValueReader,
  ): Promise<readonly Variable[]> {
    const { expression, place } = container;
    const numbers = await elementsOfNumbers(reader, container, start, count);
    if (numbers !== undefined) return numbers;
    const shapes = await this.#objects.elements(container, start, count, reader);
    const slice = `(${expression})[${start}]@${shapes.length}`;
    const summaries =
      expression !== undefined && !mayHaveSideEffects(expression) && shapes.some(isAggregate)
        ? this.#summaries.ofElements(slice, shapes.length, place, reader)
        : undefined;
    return Promise.all(
      shapes.map((shape, index) =>
        this.#finish(shape, reader, { summary: summaries?.then((texts) => texts[index]) }),
      ),
    );
  }

  /** Gives what can be expanded its id, and everything what its object does not tell. */
  async #finish(shape: Shape, reader: ValueReader, asked?: AskedBefore): Promise<Variable> {
    const { container } = shape;
    const children = container && this.#keep(container);
    return { ...(await withDetails(shape, reader, this.#summaries, asked)), children };
  }
}

async function addressOf(
  expression: string,
  place: string,
  reader: ValueReader,
): Promise<bigint | undefined> {
  return isComputed(expression) ? undefined : reader.address(expression, place);
}

/** A variable of an outer block that an inner one hides; no expression names it. */
async function hiddenVariable(
  { name, type, value }: FrameVariable,
  place: string,
  reader: ValueReader,
): Promise<Variable> {
  const text = value ?? (await reader.hidden(name, place));
  return { name: `${name} (shadowed)`, value: text, type, readOnly: true };
}

/** What becomes of an expression that calls a function in which the debuggee crashes. */
function cutShort(expression: string): EngineError {
  const text = `'${expression}' has no value: what it calls did not come to its end.`;
  return new EngineError("notFound", text, { native: text });
}
