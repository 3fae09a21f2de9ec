import * as z from "zod/mini";
import { breakpointPhases } from "../breakpoints/answer-breakpoints.ts";
import { defineHandler } from "../requests/handler.ts";
import { pathOf, sourceArgument } from "../sources/source-argument.ts";

/** The lines of a range on which a breakpoint could be set. */
export const breakpointLocationsHandler = defineHandler({
  command: "breakpointLocations",
  title: "Looking for lines with code",
  during: breakpointPhases,
  needsProcess: "answered",
  provides: { supportsBreakpointLocationsRequest: true },
  looksOnly: true,
  args: () => z.object({ source: sourceArgument, line: z.int(), endLine: z.optional(z.int()) }),

  async run(session, { source, line, endLine = line }) {
    const { client, run, phase } = session;
    const path = pathOf(session, source);
    const held = phase === "configuring" || phase === "running" || phase === "stopped";
    if (path === undefined || run?.engine === undefined || !held || endLine < line) {
      return { breakpoints: [] };
    }
    const lines = await run.engine.breakpointLocations(
      run.paths.toSymbols(path),
      client.lineIn(line),
      client.lineIn(endLine),
    );
    return { breakpoints: lines.map((each) => ({ line: client.lineOut(each) })) };
  },
});
