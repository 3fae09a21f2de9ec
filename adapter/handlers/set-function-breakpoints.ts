import * as z from "zod/mini";
import { answerBreakpoints, asked, breakpointPhases } from "../answer-breakpoints.ts";
import { readRules } from "../breakpoint-rules.ts";
import { RequestError } from "../errors.ts";
import { defineHandler } from "../handler.ts";
import { writtenRules } from "../written-rules.ts";

/** Makes the breakpoints on functions equal to the list. */
export const setFunctionBreakpointsHandler = defineHandler({
  command: "setFunctionBreakpoints",
  title: "Setting function breakpoints",
  during: breakpointPhases,
  needsProcess: "answered",
  provides: { supportsFunctionBreakpoints: true },
  args: () => z.object({ breakpoints: z.array(z.object({ name: z.string(), ...writtenRules })) }),

  async run(session, { breakpoints }) {
    const list = breakpoints.map(({ name, ...rules }) =>
      asked(() => ({ name: usableName(name), ...readRules(rules) })),
    );
    return {
      breakpoints: await answerBreakpoints(session, list, (wanted) => ({
        kind: "function breakpoint",
        wanted,
      })),
    };
  },
});

/** @throws {RequestError} `badInput` for a name that is none. */
function usableName(name: string): string {
  if (name.trim() !== "") return name.trim();
  throw new RequestError(
    "badInput",
    "client",
    "A function breakpoint needs the name of a function.",
  );
}
