import * as z from "zod/mini";
import { answerBreakpoints, asked, breakpointPhases } from "../breakpoints/answer-breakpoints.ts";
import { readRules } from "../breakpoints/breakpoint-rules.ts";
import { writtenRules } from "../breakpoints/written-rules.ts";
import { RequestError } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";

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
