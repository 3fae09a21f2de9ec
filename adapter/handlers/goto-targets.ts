import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { pathOf, sourceArgument } from "../sources/source-argument.ts";
import { referenceTo } from "../values/memory-reference.ts";

/** Places on a line where a thread could be made to go on. */
export const gotoTargetsHandler = defineHandler({
  command: "gotoTargets",
  title: "Looking for lines with code",
  during: ["stopped"],
  needsProcess: "refused",
  provides: { supportsGotoTargetsRequest: true },
  looksOnly: true,
  args: () => z.object({ source: sourceArgument, line: z.int() }),

  async run(session, { source, line }) {
    const { client, currentStop } = session;
    const { engine, paths } = session.activeRun;
    const path = pathOf(session, source);
    if (path === undefined) return { targets: [] };
    const targets = await engine.gotoTargets(paths.toSymbols(path), client.lineIn(line));
    return {
      targets: targets.map(({ id, label, line, address }) => ({
        id: currentStop.gotoTargets.number(id),
        label,
        line: client.lineOut(line),
        instructionPointerReference: referenceTo(address),
      })),
    };
  },
});
