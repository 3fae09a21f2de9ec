import { EngineError } from "../../../engine/errors.ts";
import type {
  ContainerId,
  FrameId,
  Page,
  ScopeKind,
  ValueFormat,
  Variable,
} from "../../../engine/model.ts";
import { ScopeGroup, SymbolFlag } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import { optional } from "../errors.ts";
import type { Visualizers } from "../visualizers/visualizers.ts";
import { Assignments } from "./assignments.ts";
import { type Container, Containers } from "./containers.ts";
import { Expressions, lastPart } from "./expressions.ts";
import { FullText } from "./full-text.ts";
import { childExpression, elementExpression, isBaseClass } from "./member-expressions.ts";
import { Registers } from "./registers.ts";
import type { Scope } from "./scope.ts";
import { withGroup } from "./symbol-groups.ts";
import { type Naming, SymbolValues } from "./symbol-values.ts";
import { unexpanded } from "./value-text.ts";
import { VisualizedValues } from "./visualized-values.ts";

/** What engines write in the place of a value, behind the reason why it has none: 6.2, and 10. */
const unevaluated =
  /^(?:(.*?)\.?\s*<Internal implementation error>|(Exception 0x.+?)\.?\s*<Memory access error>)$/s;

/** In more elements at once nobody reads what is inside, and each takes milliseconds. */
const mostSummed = 100;

type ExpressionContainer = Extract<Container, { kind: "expression" }>;

/**
 * Variables and expressions. Children are looked up by expressions when they are asked for, never
 * by expanding in place: an array is read a page at a time, however long it is.
 */
export class Variables {
  readonly expressions: Expressions;
  readonly registers: Registers;
  readonly #engine: EngineObjects;
  readonly #scope: Scope;
  readonly #containers = new Containers();
  readonly #values: SymbolValues;
  readonly #texts: FullText;
  readonly #assignments: Assignments;
  readonly #visualized: VisualizedValues;

  constructor(engine: EngineObjects, scope: Scope, visualizers: Visualizers) {
    this.#engine = engine;
    this.#scope = scope;
    this.#values = new SymbolValues(engine, this.#containers);
    this.expressions = new Expressions(engine, (group) => this.#values.text(group, 0));
    this.#texts = new FullText(this.expressions, this.#values);
    this.#assignments = new Assignments(engine, this.expressions);
    this.#visualized = new VisualizedValues(visualizers, this.#containers, this.expressions);
    this.registers = new Registers(engine.registers, this.#containers);
  }

  /** Forgets what was handed out: the debuggee has moved. */
  clear(): void {
    this.#containers.clear();
  }

  /** The arguments, locals or registers of a frame. */
  list(frame: FrameId, scope: ScopeKind, format?: ValueFormat): Variable[] {
    if (scope !== "registers") return this.both(frame, format)[scope];
    this.#scope.selectFrame(frame);
    return this.registers.list(frame.threadId, format);
  }

  /** The arguments and the locals of a frame. */
  both(frame: FrameId, format?: ValueFormat): { arguments: Variable[]; locals: Variable[] } {
    const found = { arguments: [] as Variable[], locals: [] as Variable[] };
    this.#scope.selectFrame(frame);
    // Asked for the locals alone, the engine lists the arguments, too.
    const group = optional(() => this.#engine.symbols.scopeSymbolGroup(ScopeGroup.ALL));
    if (group === undefined) return found;
    withGroup(group, () => {
      for (const [index, { flags }] of group.parameters(0, group.count()).entries()) {
        const expression = group.name(index);
        const name = lastPart(expression);
        const scope = flags & SymbolFlag.IS_ARGUMENT ? "arguments" : "locals";
        found[scope].push(this.#describe(group, index, { frame, name, expression, format }));
      }
    });
    return found;
  }

  /**
   * The children of something expandable.
   * @throws {EngineError} `notFound` for an id of an earlier stop.
   */
  children(id: ContainerId, page: Page, format?: ValueFormat): Variable[] {
    const container = this.#containers.get(id);
    if (container.kind === "registers") {
      this.#scope.selectThread(container.threadId);
      return this.registers.describe(container.registers, format).slice(...slice(page));
    }
    this.#scope.selectFrame(container.frame);
    if (container.kind === "visualized") {
      const describe = (group: DebugSymbolGroup, naming: Naming) =>
        this.#describe(group, 0, naming);
      return this.#visualized.children(container, describe, format).slice(...slice(page));
    }
    return container.length === undefined
      ? this.#members(container, format).slice(...slice(page))
      : this.#elements(container, container.length, page, format);
  }

  /**
   * The value of a C++ expression.
   * @throws {EngineError} `notFound` when it cannot be evaluated, `unreadable` when its memory
   * cannot be read, or written where it assigns.
   */
  evaluate(expression: string, frame: FrameId | undefined, format?: ValueFormat): Variable {
    this.#scope.selectFrame(frame);
    const name = expression.trim();
    const register = this.registers.find(name);
    if (register !== undefined) return this.registers.describe([register], format)[0] as Variable;
    const variable = this.expressions.with(name, (group, known) =>
      this.#describe(group, 0, { frame, name, expression: known, format }),
    );
    const [, internal, exception] = unevaluated.exec(variable.value) ?? [];
    const reason = internal ?? exception;
    if (reason === undefined) return variable;
    throw new EngineError("unreadable", `'${name}' has no value: ${reason}.`);
  }

  /**
   * Writes a value to what an expression names, and answers what is there afterwards.
   * @throws {EngineError} `badInput` for a value that does not fit, `refused` for what is read-only.
   */
  assign(
    expression: string,
    value: string,
    frame: FrameId | undefined,
    format?: ValueFormat,
  ): Variable {
    this.#scope.selectFrame(frame);
    const register = this.registers.find(expression.trim());
    if (register === undefined) this.#assignments.write(expression, value);
    else this.registers.write(register, value);
    return this.evaluate(expression, frame, format);
  }

  /** The whole text of a value: strings and lists to their ends, members by their names. */
  evaluateFully(expression: string, frame: FrameId | undefined, format?: ValueFormat): string {
    this.#scope.selectFrame(frame);
    const register = this.registers.find(expression.trim());
    if (register !== undefined) return this.registers.describe([register], format)[0]?.value ?? "";
    return this.#texts.of(expression, format);
  }

  /**
   * The expression of a variable by its name: in a scope, or in something expandable.
   * @throws {EngineError} `notFound` when there is none.
   */
  expressionOf(owner: ContainerId | { frame: FrameId; scope: ScopeKind }, name: string) {
    const frame = typeof owner === "object" ? owner.frame : this.frameOf(owner);
    const list =
      typeof owner === "object" ? this.list(owner.frame, owner.scope) : this.#named(owner, name);
    const found = list.find((variable) => variable.name === name);
    if (found?.evaluateName !== undefined) return { expression: found.evaluateName, frame };
    throw new EngineError(
      "notFound",
      `There is no variable '${name}' that could be changed there.`,
    );
  }

  /** The frame that a container's expressions are of. */
  frameOf(id: ContainerId): FrameId | undefined {
    const container = this.#containers.get(id);
    if (container.kind === "registers") return { threadId: container.threadId, level: 0 };
    return container.frame;
  }

  /** A symbol as a variable, with what is in it in short. */
  #describe(group: DebugSymbolGroup, index: number, naming: Naming): Variable {
    const plain = this.#values.describe(group, index, naming);
    const variable = this.#visualized.shown(plain, group, index, naming) ?? plain;
    const { expression, format } = naming;
    if (variable.value !== unexpanded || expression === undefined) return variable;
    const value =
      group.count() === 1
        ? this.#texts.summaryIn(group, expression, format)
        : this.#texts.summary(expression, format);
    return { ...variable, value: value ?? unexpanded };
  }

  #named(id: ContainerId, name: string): Variable[] {
    const index = /^\[(\d+)\]$/.exec(name)?.[1];
    const container = this.#containers.get(id);
    const isElement = container.kind === "expression" && container.length !== undefined;
    return this.children(id, isElement ? { start: Number(index ?? 0), count: 1 } : {});
  }

  #elements(
    container: ExpressionContainer,
    length: number,
    page: Page,
    format: ValueFormat | undefined,
  ): Variable[] {
    const [start, end] = slice(page, length);
    const summed = end - start <= mostSummed;
    const { frame } = container;
    const found: Variable[] = [];
    for (let index = start; index < end; index += 1) {
      const expression = elementExpression(container.expression, index);
      const naming = { frame, name: `[${index}]`, expression, format };
      const read = (group: DebugSymbolGroup) =>
        summed ? this.#describe(group, 0, naming) : this.#values.describe(group, 0, naming);
      found.push(this.expressions.with(expression, read));
    }
    return found;
  }

  #members(container: ExpressionContainer, format: ValueFormat | undefined): Variable[] {
    return this.expressions.with(container.expression, (group) => {
      group.expand(0);
      return Array.from({ length: group.count() - 1 }, (_, at) => {
        const index = at + 1;
        const name = group.name(index);
        const expression = childExpression(container, group, index, this.expressions);
        const { frame } = container;
        const member = this.#describe(group, index, { frame, name, expression, format });
        return isBaseClass(group, index) ? { ...member, baseClass: true } : member;
      });
    });
  }
}

function slice({ start = 0, count }: Page, length = Number.POSITIVE_INFINITY): [number, number] {
  return [start, count === undefined ? length : Math.min(start + count, length)];
}
