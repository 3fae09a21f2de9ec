import * as z from "zod/mini";
import { answerBreakpoints, asked, breakpointPhases } from "../breakpoints/answer-breakpoints.ts";
import { readMode } from "../breakpoints/breakpoint-modes.ts";
import { readRules } from "../breakpoints/breakpoint-rules.ts";
import { writtenCodeRules } from "../breakpoints/written-rules.ts";
import { defineHandler } from "../requests/handler.ts";
import { addressOf } from "../values/memory-reference.ts";

/** Makes the breakpoints on instructions equal to the list. */
export const setInstructionBreakpointsHandler = defineHandler({
  command: "setInstructionBreakpoints",
  during: breakpointPhases,
  needsProcess: "answered",
  provides: { supportsInstructionBreakpoints: true },
  args: () =>
    z.object({
      breakpoints: z.array(
        z.object({
          instructionReference: z.string(),
          offset: z._default(z.int(), 0),
          ...writtenCodeRules,
        }),
      ),
    }),

  async run(session, { breakpoints }) {
    const list = breakpoints.map(({ instructionReference, offset, mode, ...rules }) =>
      asked(() => {
        const address = addressOf(instructionReference, offset);
        return { address, ...readRules(rules), ...readMode(mode) };
      }),
    );
    return {
      breakpoints: await answerBreakpoints(session, list, (wanted) => ({
        kind: "instruction breakpoint",
        wanted,
      })),
    };
  },
});
