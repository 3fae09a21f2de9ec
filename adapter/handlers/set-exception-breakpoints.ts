import * as z from "zod/mini";
import { breakpointPhases, debuggedRun, whyUnset } from "../breakpoints/answer-breakpoints.ts";
import { defineHandler } from "../requests/handler.ts";

/** Makes the exceptions that stop the debuggee equal to the filters and the filter options. */
export const setExceptionBreakpointsHandler = defineHandler({
  command: "setExceptionBreakpoints",
  during: breakpointPhases,
  needsProcess: "answered",
  provides: { supportsExceptionFilterOptions: true },
  providesWith: ({ exceptionFilters }) => ({
    exceptionBreakpointFilters: exceptionFilters.map((filter) => ({
      filter: filter.id,
      label: filter.label,
      description: filter.description,
      default: filter.default,
      supportsCondition: filter.conditionDescription !== undefined,
      ...(filter.conditionDescription === undefined
        ? {}
        : { conditionDescription: filter.conditionDescription }),
    })),
  }),
  args: () =>
    z.object({
      filters: z._default(z.array(z.string()), []),
      filterOptions: z._default(
        z.array(z.looseObject({ filterId: z.string(), condition: z.nullish(z.string()) })),
        [],
      ),
    }),

  async run(session, { filters, filterOptions }) {
    const choices = [
      ...filters.map((id) => ({ id })),
      ...filterOptions.map(({ filterId, condition }) => ({
        id: filterId,
        ...(condition?.trim() ? { condition } : {}),
      })),
    ];
    session.exceptionFilters.choose(choices);
    const run = debuggedRun(session);
    if (run === undefined) {
      const { problem: reason, message } = whyUnset(session, "exception filter");
      return { breakpoints: choices.map(() => ({ verified: false, reason, message })) };
    }
    const states = await session.exceptionFilters.bind(run.engine);
    return {
      breakpoints: states.map(({ problem }) =>
        problem === undefined
          ? { verified: true }
          : { verified: false, reason: "failed" as const, message: problem },
      ),
    };
  },
});
