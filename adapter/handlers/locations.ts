import * as z from "zod/mini";
import { staleReference } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";
import { sourceOut } from "../sources/source-out.ts";

/** Where the source has what a variable named: the function it points to, or its declaration. */
export const locationsHandler = defineHandler({
  command: "locations",
  during: ["stopped"],
  looksOnly: true,
  args: () => z.object({ locationReference: z.int() }),

  async run(session, { locationReference }) {
    const location = session.currentStop.locations.get(locationReference);
    if (location === undefined) throw staleReference(`location ${locationReference}`);
    const { engine, paths } = session.activeRun;
    const { client } = session;
    const { path, line } = await engine.locate(location);
    return { source: sourceOut(paths, client, path), line: client.lineOut(line) };
  },
});
