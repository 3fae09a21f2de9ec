import * as z from "zod";
import { defineHandler } from "../handler.ts";
import { sourceOut } from "../source-out.ts";

/** All source files that the symbols of the debuggee name. */
export const loadedSourcesHandler = defineHandler({
  command: "loadedSources",
  during: ["configuring", "running", "stopped"],
  provides: { supportsLoadedSourcesRequest: true },
  looksOnly: true,
  args: () => z.looseObject({}),

  async run(session) {
    const { engine, paths } = session.activeRun;
    const files = await engine.sourceFiles();
    return { sources: files.map((path) => sourceOut(paths, session.client, path)) };
  },
});
