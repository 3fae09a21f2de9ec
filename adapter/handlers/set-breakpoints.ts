import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import * as z from "zod";
import { breakpointOut } from "../breakpoints.ts";
import { defineHandler } from "../handler.ts";

/** What this version does not do is refused for the one breakpoint, never silently left out. */
const unsupported = {
  condition: "A condition",
  hitCondition: "A hit count",
  logMessage: "A log message",
} as const;

/** Makes the breakpoints of one source file equal to the list, whatever the debuggee does. */
export const setBreakpointsHandler = defineHandler({
  command: "setBreakpoints",
  during: ["idle", "starting", "configuring", "running", "stopped", "restarting", "exited"],
  args: z.object({
    source: z.looseObject({
      path: z.string().nullish(),
      name: z.string().nullish(),
    }),
    breakpoints: z
      .array(
        z.object({
          line: z.int(),
          condition: z.string().nullish(),
          hitCondition: z.string().nullish(),
          logMessage: z.string().nullish(),
        }),
      )
      .optional(),
    /** Older clients send lines only. */
    lines: z.array(z.int()).optional(),
  }),

  async run(session, { source, breakpoints, lines }) {
    const { client } = session;
    const wanted: readonly Wanted[] = breakpoints ?? (lines ?? []).map((line) => ({ line }));
    const failed = (line: number, message: string): Dap.Breakpoint => ({
      id: session.numbers.next(),
      verified: false,
      line,
      reason: "failed",
      message,
    });
    if (!source.path) {
      return {
        breakpoints: wanted.map(({ line }) =>
          failed(line, "A breakpoint needs a source file with a path."),
        ),
      };
    }
    const path = client.pathIn(source.path);
    const plain = wanted.filter((breakpoint) => refusal(breakpoint) === undefined);
    const { run, phase } = session;
    const held = phase !== "idle" && phase !== "starting" && phase !== "exited";
    const engine = held && !run?.configuration.noDebug ? run?.engine : undefined;
    let entries = session.breakpoints.note(
      path,
      plain.map(({ line }) => client.lineIn(line)),
      run?.configuration.noDebug
        ? 'The program runs without debugging because "noDebug" is set.'
        : "The breakpoint waits for the debuggee to be started.",
    );
    if (engine !== undefined && run !== undefined) {
      entries = await session.breakpoints.bind(path, engine, run.paths);
    }
    const answered = entries.map((entry) => breakpointOut({ path, entry }, client));
    return {
      breakpoints: wanted.map((breakpoint) => {
        const reason = refusal(breakpoint);
        if (reason !== undefined) return failed(breakpoint.line, reason);
        return answered.shift() ?? failed(breakpoint.line, "The debugger did not answer.");
      }),
    };
  },
});

type Wanted = { line: number } & { [key in keyof typeof unsupported]?: string | null | undefined };

function refusal(breakpoint: Wanted) {
  for (const [key, what] of Object.entries(unsupported)) {
    const value = breakpoint[key as keyof typeof unsupported];
    if (value) return `${what} is not supported, so this breakpoint is not set: "${value}".`;
  }
  return undefined;
}
