import * as z from "zod/mini";
import type { ScopeKind } from "../../src/engine/model.ts";
import { defineHandler } from "../requests/handler.ts";
import { frameOf } from "../values/frame-of.ts";

/** The scopes of a frame. Nothing is read before the client opens one. */
export const scopesHandler = defineHandler({
  command: "scopes",
  title: "Reading variables",
  during: ["stopped"],
  args: () => z.object({ frameId: z.int() }),

  run(session, { frameId }) {
    const frame = frameOf(session, frameId);
    const { containers } = session.currentStop;
    const scopeOut = (name: string, scope: ScopeKind) => ({
      name,
      presentationHint: scope,
      variablesReference: containers.number({ kind: "scope", frame, scope }, `${scope} ${frameId}`),
      // Registers are many, and few want to see them.
      expensive: scope === "registers",
    });
    return {
      scopes: [
        scopeOut("Arguments", "arguments"),
        scopeOut("Locals", "locals"),
        scopeOut("Registers", "registers"),
      ],
    };
  },
});
