import type { Engine } from "../../src/engine/engine.ts";
import type { ExceptionFilterChoice, ExceptionFilterState } from "../../src/engine/model.ts";

/**
 * The exception filters that the client has chosen. Like breakpoints they may be chosen before
 * there is an engine. A client that never chooses gets the engine's defaults.
 */
export class ExceptionFilters {
  #chosen: readonly ExceptionFilterChoice[] | undefined;

  /** Notes the filters that are on. */
  choose(choices: readonly ExceptionFilterChoice[]): void {
    this.#chosen = choices;
  }

  /**
   * Hands the choice to the engine; answers how each one stands, in the order of the choice. A
   * filter that is on without a condition is not narrowed by one that is on with a condition.
   */
  async bind(engine: Engine): Promise<ExceptionFilterState[]> {
    const filters = new Map(engine.exceptionFilters.map((filter) => [filter.id, filter]));
    const chosen: readonly ExceptionFilterChoice[] =
      this.#chosen ??
      engine.exceptionFilters.filter((filter) => filter.default).map(({ id }) => ({ id }));
    const problems = chosen.map(({ id, condition }) => {
      const filter = filters.get(id);
      if (filter === undefined) return `${engine.kind} has no exception filter '${id}'.`;
      if (condition !== undefined && filter.conditionDescription === undefined) {
        return `The exception filter '${filter.label}' takes no condition, but '${condition}' was given.`;
      }
      return undefined;
    });
    const usable = chosen.filter((_, index) => problems[index] === undefined);
    const whole = new Set(usable.filter(({ condition }) => condition === undefined).map(keyOf));
    const sent = new Map(
      usable
        .filter((choice) => choice.condition === undefined || !whole.has(keyOf({ id: choice.id })))
        .map((choice) => [keyOf(choice), choice]),
    );
    const states = filters.size === 0 ? [] : await engine.setExceptionFilters([...sent.values()]);
    const stateOf = new Map([...sent.keys()].map((key, index) => [key, states[index]]));
    return chosen.map((choice, index) => {
      const problem = problems[index];
      if (problem !== undefined) return { problem };
      return stateOf.get(keyOf(choice)) ?? stateOf.get(keyOf({ id: choice.id })) ?? {};
    });
  }
}

const keyOf = ({ id, condition }: ExceptionFilterChoice) => JSON.stringify([id, condition ?? null]);
