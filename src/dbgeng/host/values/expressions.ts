import { EngineError } from "../../../engine/errors.ts";
import { ExpressionSyntax, ModuleName, ScopeGroup, ValueType } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import type { DebugValue } from "../../native/debug-value.ts";
import { optional } from "../errors.ts";
import { Enumerators, type TypePlace } from "./enumerators.ts";
import { withGroup } from "./symbol-groups.ts";

type Engine = Pick<EngineObjects, "symbols" | "control" | "registers" | "systemObjects">;

/** C++ expressions with the names of the scope that was made current before. */
export class Expressions {
  readonly enumerators: Enumerators;
  readonly #engine: Engine;
  readonly #describe: (group: DebugSymbolGroup) => string;

  /** @param describe Writes the value of the first symbol of a group. */
  constructor(engine: Engine, describe: (group: DebugSymbolGroup) => string) {
    this.#engine = engine;
    this.#describe = describe;
    this.enumerators = new Enumerators(engine, (known) => this.#typeOf(known));
  }

  /** What the engine calls the module with this base. */
  moduleName(base: bigint): string | undefined {
    return optional(() => this.#engine.symbols.moduleName(ModuleName.MODULE, base));
  }

  /** Makes the innermost frame of the current thread the scope: that of a breakpoint's hit. */
  selectHit(): void {
    this.#engine.symbols.setScopeFrame(0);
  }

  /** The value as variables show it. @throws {EngineError} `notFound` when there is none. */
  valueText(expression: string): string {
    return this.with(expression, this.#describe);
  }

  /** Whether the value is not zero. @throws {EngineError} `notFound` when it is no number. */
  truth(expression: string): boolean {
    const { integer, float } = this.number(expression);
    return integer === undefined ? float !== 0 : integer !== 0n;
  }

  /**
   * The value of a number or pointer.
   * @param assignedTo The type that it is for: its enumerators are known in the expression.
   * @throws {EngineError} `notFound` when it is neither.
   */
  number(expression: string, assignedTo?: TypePlace): DebugValue {
    for (const text of this.#spellings(expression, assignedTo)) {
      const value = this.#evaluate(text);
      if (value !== undefined) return value;
    }
    // The engine does not take the name of an enumerator for a number.
    const digits = this.with(expression, (group) => /\(0n(-?\d+)\)$/.exec(group.valueText(0))?.[1]);
    if (digits === undefined) throw unknown(expression);
    return { type: ValueType.INT64, integer: BigInt(digits), bytes: Buffer.alloc(0) };
  }

  /**
   * Does something with an expression, as the only symbol of a group.
   * @param work Is told the expression as the engine knows it.
   * @throws {EngineError} `notFound` when it cannot be evaluated.
   */
  with<T>(expression: string, work: (group: DebugSymbolGroup, known: string) => T): T {
    for (const text of this.#spellings(expression)) {
      const group = this.#symbol(text);
      if (group !== undefined) return withGroup(group, () => work(group, text));
    }
    throw unknown(expression);
  }

  /** An expression as it was given, then, as far as they differ, in the words of the engine. */
  *#spellings(expression: string, assignedTo?: TypePlace): Generator<string> {
    const given = expression.trim();
    yield given;
    const withStatics = this.#withStatics(given);
    if (withStatics !== given) yield withStatics;
    const withNumbers = this.enumerators.toNumbers(withStatics, assignedTo);
    if (withNumbers !== withStatics) yield withNumbers;
  }

  /** The type of what the engine knows by itself. */
  #typeOf(expression: string): TypePlace | undefined {
    const group = this.#symbol(expression);
    return group && withGroup(group, () => group.parameters(0, 1)[0]);
  }

  /** A group of its own for an expression: the engine may keep in it what it did not find. */
  #symbol(expression: string): DebugSymbolGroup | undefined {
    const group = this.#engine.symbols.createSymbolGroup();
    if (optional(() => group.add(expression)) !== undefined) return group;
    group.release();
    return undefined;
  }

  /** The first of the expressions with names that are not known at an address. */
  firstUnknown(expressions: readonly string[], address: bigint): string | undefined {
    const { symbols, registers } = this.#engine;
    const stack = registers.stackOffset();
    symbols.setScope(address, {
      instructionOffset: address,
      returnOffset: 0n,
      frameOffset: stack,
      stackOffset: stack,
      virtual: false,
      frameNumber: 0,
    });
    try {
      return expressions.find((expression) => !this.#isKnown(expression));
    } finally {
      symbols.resetScope();
    }
  }

  #isKnown(expression: string): boolean {
    const works = (work: () => unknown) => {
      try {
        work();
        return true;
      } catch (error) {
        if (error instanceof EngineError) return false;
        throw error;
      }
    };
    return works(() => this.with(expression, () => {})) || works(() => this.number(expression));
  }

  #evaluate(expression: string): DebugValue | undefined {
    const { control } = this.#engine;
    control.setExpressionSyntax(ExpressionSyntax.CPLUSPLUS);
    try {
      const found = optional(() => control.evaluate(expression));
      // What was left over was not understood.
      return found && found.used >= expression.length ? found.value : undefined;
    } finally {
      // Everything else, breakpoints and commands included, is written in the engine's own syntax.
      control.setExpressionSyntax(ExpressionSyntax.MASM);
    }
  }

  /**
   * The expression with the static variables of the current function written as the engine knows
   * them, `function::name`.
   */
  #withStatics(expression: string): string {
    const scope = optional(() => this.#engine.symbols.scopeSymbolGroup(ScopeGroup.ALL));
    if (scope === undefined) return expression;
    return withGroup(scope, (group) => {
      let text = expression;
      for (let index = 0; index < group.count(); index += 1) {
        const name = group.name(index);
        if (lastPart(name) === name) continue;
        text = text.replace(new RegExp(`(?<![\\w.>:])${lastPart(name)}(?!\\w)`, "g"), name);
      }
      return text;
    });
  }
}

/** The name that the source has for what the engine calls `function::name`. */
export function lastPart(name: string): string {
  return /^[\w$]+(?:::[\w$]+)*::([A-Za-z_]\w*)$/.exec(name)?.[1] ?? name;
}

function unknown(expression: string): EngineError {
  return new EngineError(
    "notFound",
    `'${expression}' cannot be evaluated here: it is no expression of names that are known at this point.`,
  );
}
