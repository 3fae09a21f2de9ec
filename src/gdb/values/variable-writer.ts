import { EngineError } from "../../engine/errors.ts";
import type { ContainerId, ScopeKind, ValueFormat, Variable } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { assign } from "./assignment.ts";
import type { Variables } from "./variables.ts";

/**
 * Writes to variables, and answers what is there afterwards.
 *
 * All calls throw {EngineError} `badInput` when the value does not fit, `refused` when the thing is
 * read-only, `notFound` when there is none of that name.
 */
export class VariableWriter {
  readonly #mi: MiSession;
  readonly #variables: Variables;

  constructor(mi: MiSession, variables: Variables) {
    this.#mi = mi;
    this.#variables = variables;
  }

  /**
   * Writes to what an expression names.
   * @param place Options of a command that is to run in the frame of the expression.
   */
  async toExpression(
    expression: string,
    value: string,
    place: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    await assign(this.#mi, expression, value, place);
    this.#variables.noteWrite();
    return this.#variables.evaluate(expression, place, format);
  }

  /** Writes to a variable of a scope. */
  async inScope(
    place: string,
    scope: ScopeKind,
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    if (scope === "registers") return this.#toRegister(name, value, place);
    if (!(await this.#variables.knows(place, scope, name))) {
      throw new EngineError("notFound", `There is no variable '${name}' in these ${scope}.`);
    }
    return this.toExpression(name, value, place, format);
  }

  /** Writes to a member or an element. */
  async inContainer(
    id: ContainerId,
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    const { kind, place } = this.#variables.containerOf(id);
    if (kind === "registers") return this.#toRegister(name, value, place);
    const expression = await this.#variables.expressionIn(id, name);
    return { ...(await this.toExpression(expression, value, place, format)), name };
  }

  async #toRegister(name: string, value: string, place: string): Promise<Variable> {
    await this.#variables.registers.require(name);
    await assign(this.#mi, `$${name}`, value, place);
    this.#variables.noteWrite();
    return this.#variables.registers.one(name, place);
  }
}
