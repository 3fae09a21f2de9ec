import * as z from "zod/mini";
import { answerBreakpoints, asked, breakpointPhases } from "../answer-breakpoints.ts";
import { readMode } from "../breakpoint-modes.ts";
import { readRules } from "../breakpoint-rules.ts";
import { defineHandler } from "../handler.ts";
import { addressOf } from "../memory-reference.ts";
import { writtenCodeRules } from "../written-rules.ts";

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
