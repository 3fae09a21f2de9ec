import * as z from "zod/mini";
import type { ScopeKind } from "../../src/engine/model.ts";
import { defineHandler } from "../requests/handler.ts";
import { frameOf } from "../values/frame-of.ts";

/** The scopes of a frame: the arguments only where there are some, since VS Code opens the first. */
export const scopesHandler = defineHandler({
  command: "scopes",
  title: "Reading variables",
  during: ["stopped"],
  looksOnly: true,
  args: () => z.object({ frameId: z.int() }),

  async run(session, { frameId }) {
    const frame = frameOf(session, frameId);
    const { containers } = session.currentStop;
    const hasArguments = await session.activeRun.engine.hasArguments(frame);
    const scopeOut = (name: string, scope: ScopeKind) => ({
      name,
      presentationHint: scope,
      variablesReference: containers.number({ kind: "scope", frame, scope }, `${scope} ${frameId}`),
      // Registers are many, and few want to see them.
      expensive: scope === "registers",
    });
    return {
      scopes: [
        ...(hasArguments ? [scopeOut("Arguments", "arguments")] : []),
        scopeOut("Locals", "locals"),
        scopeOut("Registers", "registers"),
      ],
    };
  },
});
