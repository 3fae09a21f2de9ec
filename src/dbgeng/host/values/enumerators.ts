import { mayHaveSideEffects } from "../../../util/side-effects.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { TypeInformation } from "../../native/type-information.ts";
import { optional } from "../errors.ts";
import { type Operand, operandsOf } from "./operands.ts";

/** A type, by its id in the module with this base. */
export interface TypePlace {
  readonly module: bigint;
  readonly typeId: number;
}

type Engine = Pick<EngineObjects, "symbols" | "systemObjects">;

/**
 * The names of enumerators. The engine knows only those that the compiler put among the symbols
 * because the program names them; the types have all.
 */
export class Enumerators {
  readonly #engine: Engine;
  readonly #typeOf: (expression: string) => TypePlace | undefined;

  /** @param typeOf The type of an expression in the current scope; undefined for an unknown one. */
  constructor(engine: Engine, typeOf: (expression: string) => TypePlace | undefined) {
    this.#engine = engine;
    this.#typeOf = typeOf;
  }

  /**
   * An expression with numbers in the place of those unknown names that are enumerators of a type
   * that the expression has to do with: what they are compared, combined or assigned with, or what
   * is written before them.
   * @param assignedTo The type that the value of the expression is for.
   */
  toNumbers(expression: string, assignedTo?: TypePlace): string {
    const operands = operandsOf(expression);
    let text = expression;
    // From the last on: what is replaced moves nothing that is still to come.
    for (const operand of operands.toSorted((one, other) => other.start - one.start)) {
      const { name } = operand;
      if (name === undefined || this.#typeOf(name.text) !== undefined) continue;
      const others = operands.filter((other) => other !== operand);
      const types = this.#typesFor(operand, others, assignedTo);
      const value = this.#valueAmong(types, name.text);
      if (value === undefined) continue;
      const number = value < 0n ? `(${value})` : `${value}`;
      text = text.slice(0, name.start) + number + text.slice(name.start + name.text.length);
    }
    return text;
  }

  /** The value of an enumerator of a type by its name, with or without names before it. */
  valueIn(type: TypePlace, name: string): bigint | undefined {
    const types = new TypeInformation(
      this.#engine.systemObjects.currentProcessHandle(),
      type.module,
    );
    if (!types.isEnumeration(type.typeId)) return undefined;
    const typeName = this.#engine.symbols.typeName(type.module, type.typeId);
    const before = namesBefore(name);
    const owners = [typeName, namesBefore(typeName)];
    const fits = owners.some((owner) => `::${owner}`.endsWith(`::${before}`));
    if (before !== "" && !fits) return undefined;
    return types.enumerators(type.typeId).get(name.slice(name.lastIndexOf(":") + 1));
  }

  #valueAmong(types: Iterable<TypePlace | undefined>, name: string): bigint | undefined {
    for (const type of types) {
      const value = type && this.valueIn(type, name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The types whose enumerator a name may be, the likeliest first. */
  *#typesFor(
    { name, clause }: Operand,
    others: readonly Operand[],
    assignedTo: TypePlace | undefined,
  ): Generator<TypePlace | undefined> {
    for (const other of others) if (other.clause === clause) yield* this.#typesOf(other);
    yield assignedTo;
    for (const other of others) yield* this.#typesOf(other);
    const before = namesBefore(name?.text ?? "");
    if (before !== "") yield optional(() => this.#engine.symbols.symbolType(before));
  }

  /** The types of an operand with its casts and without. */
  *#typesOf({ text, name }: Operand): Generator<TypePlace | undefined> {
    // The engine evaluates what it is asked the type of.
    if (!mayHaveSideEffects(text)) yield this.#typeOf(text);
    if (name !== undefined && name.text !== text) yield this.#typeOf(name.text);
  }
}

/** The namespaces and types that are written before a name. */
function namesBefore(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("::"))).replace(/^::/, "");
}
