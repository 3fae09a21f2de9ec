import * as z from "zod/mini";
import { answerBreakpoints, asked, breakpointPhases } from "../answer-breakpoints.ts";
import { readRules } from "../breakpoint-rules.ts";
import { defineHandler } from "../handler.ts";
import { writtenRules } from "../written-rules.ts";

/** Makes the breakpoints on data equal to the list. */
export const setDataBreakpointsHandler = defineHandler({
  command: "setDataBreakpoints",
  during: breakpointPhases,
  needsProcess: "answered",
  provides: { supportsDataBreakpoints: true },
  args: () =>
    z.object({
      breakpoints: z.array(
        z.object({
          dataId: z.string(),
          accessType: z._default(z.enum(["read", "write", "readWrite"]), "write"),
          ...writtenRules,
        }),
      ),
    }),

  async run(session, { breakpoints }) {
    const list = breakpoints.map(({ dataId, accessType, ...rules }) =>
      asked(() => ({ dataId, access: accessType, ...readRules(rules) })),
    );
    return {
      breakpoints: await answerBreakpoints(session, list, (wanted) => ({
        kind: "data breakpoint",
        wanted,
      })),
    };
  },
});
