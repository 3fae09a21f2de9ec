import * as z from "zod/mini";
import { RequestError } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";
import { everyPhase } from "../session/state.ts";
import { readSource } from "../sources/read-source.ts";
import { pathOf, sourceArgument } from "../sources/source-argument.ts";

/**
 * The text of a source file. Only files of the debuggee are served, so that nobody reads others
 * through the debugger.
 */
export const sourceHandler = defineHandler({
  command: "source",
  during: everyPhase.filter((phase) => phase !== "new"),
  looksOnly: true,
  args: () =>
    z.object({ source: z.optional(sourceArgument), sourceReference: z._default(z.int(), 0) }),

  async run(session, { source, sourceReference }) {
    const reference = source?.sourceReference || sourceReference;
    const path = source === undefined ? undefined : pathOf(session, source);
    if (reference || path === undefined) {
      throw new RequestError(
        "notFound",
        "client",
        `There is no source ${reference}: sources are known by their paths.`,
      );
    }
    return { content: await readSource(session.run, path) };
  },
});
