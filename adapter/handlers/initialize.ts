import * as z from "zod/mini";
import { Client } from "../requests/client.ts";
import { defineHandler } from "../requests/handler.ts";

const flag = z.optional(z.boolean());

/**
 * The client introduces itself; the adapter says what it can do with any engine. The exception
 * filters of all engines are told too: VS Code looks for them nowhere else, and it would choose none
 * of those that come with the `capabilities` event, not even the defaults.
 */
export const initializeHandler = defineHandler({
  command: "initialize",
  during: ["new"],
  repliesFirst: true,
  // Everything else depends on it.
  urgent: true,
  args: () =>
    z.looseObject({
      adapterID: z._default(z.string(), ""),
      linesStartAt1: flag,
      columnsStartAt1: flag,
      pathFormat: z.optional(z.string()),
      supportsVariableType: flag,
      supportsVariablePaging: flag,
      supportsRunInTerminalRequest: flag,
      supportsMemoryReferences: flag,
      supportsInvalidatedEvent: flag,
      supportsMemoryEvent: flag,
      supportsProgressReporting: flag,
    }),

  run(session, args) {
    session.client = new Client(args);
    session.advance({ phase: "idle" });
    return session.capabilities.withAnyEngine();
  },
});
