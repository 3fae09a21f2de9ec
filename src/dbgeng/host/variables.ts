import { EngineError } from "../../engine/errors.ts";
import type { ContainerId, FrameId, Page, ScopeKind, Variable } from "../../engine/model.ts";
import { ScopeGroup, SymbolFlag } from "../native/constants.ts";
import type { EngineObjects } from "../native/dbgeng-dll.ts";
import type { DebugSymbolGroup } from "../native/debug-symbol-group.ts";
import { optional } from "./errors.ts";
import type { Scope } from "./scope.ts";
import {
  arrayLength,
  isArray,
  isNarrowString,
  isPointer,
  pointerValue,
  valueText,
} from "./value-text.ts";

/** Something expandable: the expression that gives it again, and how its children are found. */
interface Container {
  readonly frame: FrameId | undefined;
  readonly expression: string;
  readonly pointer: boolean;
  /** Number of elements of an array. */
  readonly length: number | undefined;
}

/** As much of a string as is shown. */
const longestString = 2048;

/**
 * Variables and expressions. Children are looked up by expressions when they are asked for, never
 * by expanding in place: an array is read a page at a time, however long it is.
 */
export class Variables {
  readonly #engine: Pick<EngineObjects, "symbols" | "dataSpaces">;
  readonly #scope: Scope;
  readonly #containers = new Map<ContainerId, Container>();
  #lastContainer: ContainerId = 0;

  constructor(engine: Pick<EngineObjects, "symbols" | "dataSpaces">, scope: Scope) {
    this.#engine = engine;
    this.#scope = scope;
  }

  /** Forgets what was handed out: the debuggee has moved. Ids are never used again. */
  clear(): void {
    this.#containers.clear();
  }

  /** The arguments or locals of a frame. */
  list(frame: FrameId, scope: ScopeKind): Variable[] {
    this.#scope.selectFrame(frame);
    const group = optional(() => this.#engine.symbols.scopeSymbolGroup(ScopeGroup.ALL));
    if (group === undefined) return [];
    return using(group, () => {
      const count = group.count();
      return group.parameters(0, count).flatMap(({ flags }, index) => {
        // Asked for the locals alone, the engine lists the arguments, too.
        if (((flags & SymbolFlag.IS_ARGUMENT) !== 0) !== (scope === "arguments")) return [];
        const name = group.name(index);
        return [this.#describe(group, index, frame, lastPart(name), name)];
      });
    });
  }

  /**
   * The children of something expandable.
   * @throws {EngineError} `notFound` for an id of an earlier stop.
   */
  children(id: ContainerId, page: Page): Variable[] {
    const container = this.#containers.get(id);
    if (container === undefined) {
      throw new EngineError("notFound", "That variable belongs to an earlier stop.");
    }
    this.#scope.selectFrame(container.frame);
    return container.length === undefined
      ? this.#members(container).slice(...slice(page))
      : this.#elements(container, container.length, page);
  }

  /**
   * The value of a C++ expression.
   * @throws {EngineError} `notFound` when it cannot be evaluated.
   */
  evaluate(expression: string, frame: FrameId | undefined): Variable {
    this.#scope.selectFrame(frame);
    const text = expression.trim();
    const known = this.#isKnown(text) ? text : this.#withStatics(text);
    return this.#withExpression(known, (group) => this.#describe(group, 0, frame, text, known));
  }

  #isKnown(expression: string): boolean {
    return using(
      this.#engine.symbols.createSymbolGroup(),
      (group) => optional(() => group.add(expression)) !== undefined,
    );
  }

  /**
   * The expression with the static variables of the current function written as the engine knows
   * them, `function::name`.
   */
  #withStatics(expression: string): string {
    const scope = optional(() => this.#engine.symbols.scopeSymbolGroup(ScopeGroup.ALL));
    if (scope === undefined) return expression;
    return using(scope, (group) => {
      let text = expression;
      for (let index = 0; index < group.count(); index += 1) {
        const name = group.name(index);
        if (lastPart(name) === name) continue;
        text = text.replace(new RegExp(`(?<![\\w.>:])${lastPart(name)}(?!\\w)`, "g"), name);
      }
      return text;
    });
  }

  #elements(container: Container, length: number, page: Page): Variable[] {
    const [start, end] = slice(page, length);
    const found: Variable[] = [];
    for (let index = start; index < end; index += 1) {
      const expression = `${grouped(container.expression)}[${index}]`;
      found.push(
        this.#withExpression(expression, (group) =>
          this.#describe(group, 0, container.frame, `[${index}]`, expression),
        ),
      );
    }
    return found;
  }

  #members(container: Container): Variable[] {
    return this.#withExpression(container.expression, (group) => {
      group.expand(0);
      return Array.from({ length: group.count() - 1 }, (_, at) => {
        const index = at + 1;
        const name = group.name(index);
        return this.#describe(
          group,
          index,
          container.frame,
          name,
          memberOf(container, name) ?? this.#byAddress(group, index),
        );
      });
    });
  }

  /** An expression for what has no name of its own, such as a base class. */
  #byAddress(group: DebugSymbolGroup, index: number): string | undefined {
    const address = optional(() => group.offset(index));
    if (address === undefined) return undefined;
    const type = group.typeName(index).replace(/^(?:struct|class|union|enum) /, "");
    return `*(${type} *)0x${address.toString(16)}`;
  }

  #describe(
    group: DebugSymbolGroup,
    index: number,
    frame: FrameId | undefined,
    name: string,
    expression: string | undefined,
  ): Variable {
    const type = optional(() => group.typeName(index)) ?? "";
    const text = optional(() => group.valueText(index)) ?? "";
    const [parameters] = group.parameters(index, 1);
    const pointer = isPointer(type);
    const points = pointer ? pointerValue(text) : undefined;
    const address = points ?? optional(() => group.offset(index));
    const expandable = (parameters?.subElements ?? 0) > 0 && points !== 0n;
    const length = isArray(type) ? arrayLength(type) : undefined;
    const string = isNarrowString(type) && address ? this.#stringAt(address, length) : undefined;
    const children =
      expandable && expression !== undefined
        ? this.#remember({ frame, expression, pointer, length })
        : undefined;
    return {
      name,
      value: valueText({ type, text, string, expandable }),
      ...(type && { type }),
      ...(expression !== undefined && { evaluateName: expression }),
      ...(children !== undefined && { children }),
      ...(children !== undefined && length !== undefined && { indexedCount: length }),
      ...(address !== undefined && { memory: address }),
    };
  }

  /** The bytes of a string up to its NUL; undefined when it cannot be read. */
  #stringAt(address: bigint, length = longestString): Buffer | undefined {
    const bytes = this.#engine.dataSpaces.read(address, Math.min(length, longestString));
    if (bytes.length === 0) return undefined;
    const end = bytes.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
  }

  #remember(container: Container): ContainerId {
    this.#lastContainer += 1;
    this.#containers.set(this.#lastContainer, container);
    return this.#lastContainer;
  }

  #withExpression<T>(expression: string, work: (group: DebugSymbolGroup) => T): T {
    return using(this.#engine.symbols.createSymbolGroup(), (group) => {
      const index = optional(() => group.add(expression));
      if (index === undefined) {
        throw new EngineError(
          "notFound",
          `'${expression}' cannot be evaluated here: it is no expression of names that are known at this point.`,
        );
      }
      return work(group);
    });
  }
}

function using<T>(group: DebugSymbolGroup, work: (group: DebugSymbolGroup) => T): T {
  try {
    return work(group);
  } finally {
    group.release();
  }
}

/** The name that the source has for what the engine calls `function::name`. */
function lastPart(name: string): string {
  return /^[\w$]+(?:::[\w$]+)*::([A-Za-z_]\w*)$/.exec(name)?.[1] ?? name;
}

function memberOf({ expression, pointer }: Container, name: string): string | undefined {
  if (name === "*") return `*${grouped(expression)}`;
  if (!/^[\w$~]+$/.test(name)) return undefined;
  return `${grouped(expression)}${pointer ? "->" : "."}${name}`;
}

/** Parentheses around what binds less tightly than a member. */
function grouped(expression: string): string {
  return /^[\w$:]+(?:(?:\.|->)[\w$]+|\[\d+\])*$/.test(expression) ? expression : `(${expression})`;
}

function slice({ start = 0, count }: Page, length = Number.POSITIVE_INFINITY): [number, number] {
  return [start, count === undefined ? length : Math.min(start + count, length)];
}
