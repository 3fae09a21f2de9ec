import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { sourceOut } from "../sources/source-out.ts";

/** Headers of the system and of the compiler: some hundred, and of nearly all only the types. */
const ofSystem = /^\/usr\/(?:include|lib\w*)\//;

/**
 * The source files of the debuggee that can be opened here, without those that came with the
 * system. VS Code shows all whose paths begin in different folders of the root below one row
 * without a name, the rest of its list by their folders.
 */
export const loadedSourcesHandler = defineHandler({
  command: "loadedSources",
  title: "Looking for sources",
  during: ["configuring", "running", "stopped"],
  provides: { supportsLoadedSourcesRequest: true },
  looksOnly: true,
  args: () => z.looseObject({}),

  async run(session) {
    const { engine, paths } = session.activeRun;
    const files = (await engine.sourceFiles()).filter((path) => !ofSystem.test(path));
    const here = files.filter((path) => paths.toClient(path).found);
    return { sources: here.map((path) => sourceOut(paths, session.client, path)) };
  },
});
