import * as z from "zod/mini";
import { answerBreakpoints, asked, breakpointPhases } from "../breakpoints/answer-breakpoints.ts";
import { readRules } from "../breakpoints/breakpoint-rules.ts";
import { writtenRules } from "../breakpoints/written-rules.ts";
import { defineHandler } from "../requests/handler.ts";

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
