import * as z from "zod";
import { RequestError } from "../errors.ts";
import { defineHandler } from "../handler.ts";
import { childrenOf } from "../variables.ts";

const count = z.int().nonnegative().optional();

/** Children of a scope, a structure, a pointer or an array. */
export const variablesHandler = defineHandler({
  command: "variables",
  during: ["stopped"],
  args: z.object({
    variablesReference: z.int(),
    filter: z.enum(["indexed", "named"]).optional(),
    start: count,
    count,
  }),

  async run(session, { variablesReference, ...part }) {
    const { currentStop: stop, client } = session;
    const container = stop.containers.get(variablesReference);
    if (container === undefined) {
      throw new RequestError(
        "staleReference",
        "client",
        `There are no variables ${variablesReference} any more: the debuggee ran since they were shown.`,
      );
    }
    const { engine } = session.activeRun;
    return { variables: await childrenOf(container, part, { engine, stop, client }) };
  },
});
