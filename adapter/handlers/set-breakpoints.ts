import * as z from "zod/mini";
import { answerBreakpoints, asked, breakpointPhases } from "../breakpoints/answer-breakpoints.ts";
import { breakpointModes, readMode } from "../breakpoints/breakpoint-modes.ts";
import { readRules } from "../breakpoints/breakpoint-rules.ts";
import { writtenLineRules } from "../breakpoints/written-rules.ts";
import { RequestError } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";
import { pathOf, sourceArgument } from "../sources/source-argument.ts";

/** Debuggers count lines in 32 bits. */
const lastLine = 2 ** 31 - 1;

/** Makes the breakpoints of one source file equal to the list, whatever the debuggee does. */
export const setBreakpointsHandler = defineHandler({
  command: "setBreakpoints",
  title: "Setting breakpoints",
  during: breakpointPhases,
  needsProcess: "answered",
  provides: {
    supportsConditionalBreakpoints: true,
    supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true,
    breakpointModes,
  },
  args: () =>
    z.object({
      source: sourceArgument,
      breakpoints: z.optional(z.array(z.object({ line: z.int(), ...writtenLineRules }))),
      /** Older clients send lines only. */
      lines: z.optional(z.array(z.int())),
    }),

  async run(session, { source, breakpoints, lines }) {
    const { client } = session;
    const path = pathOf(session, source);
    const given = breakpoints ?? (lines ?? []).map((line) => ({ line, mode: undefined }));
    const answers = await answerBreakpoints(
      session,
      given.map(({ line, mode, ...rules }) =>
        asked(() => {
          if (path === undefined) throw withoutPath();
          return {
            line: usableLine(client.lineIn(line), line),
            ...readRules(rules),
            ...readMode(mode),
          };
        }),
      ),
      (wanted) => ({ kind: "breakpoint", path: path ?? "", wanted }),
    );
    return {
      breakpoints: answers.map((answer, index) => ({ line: given[index]?.line, ...answer })),
    };
  },
});

/** @throws {RequestError} `badInput` for a line that no file has. @param told As the client wrote it. */
function usableLine(line: number, told: number): number {
  if (line >= 1 && line <= lastLine) return line;
  throw new RequestError("badInput", "client", `No file has a line ${told}.`);
}

function withoutPath(): RequestError {
  return new RequestError("badInput", "client", "A breakpoint needs a source file with a path.");
}
