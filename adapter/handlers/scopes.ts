import * as z from "zod/mini";
import type { ScopeKind } from "../../src/engine/model.ts";
import { defineHandler } from "../requests/handler.ts";
import { frameOf } from "../values/frame-of.ts";

/**
 * The scopes of a frame. Locals come first, because VS Code opens the first scope by itself, and go
 * where it would have nothing in it but another one would.
 */
export const scopesHandler = defineHandler({
  command: "scopes",
  title: "Reading variables",
  during: ["stopped"],
  looksOnly: true,
  args: () => z.object({ frameId: z.int() }),

  async run(session, { frameId }) {
    const frame = frameOf(session, frameId);
    const { containers } = session.currentStop;
    const filled = await session.activeRun.engine.filledScopes(frame);
    const scopeOut = (name: string, scope: ScopeKind) => ({
      name,
      presentationHint: scope,
      variablesReference: containers.number({ kind: "scope", frame, scope }, `${scope} ${frameId}`),
      // Registers are many, and few want to see them.
      expensive: scope === "registers",
    });
    return {
      scopes: [
        ...(filled.locals || !filled.arguments ? [scopeOut("Locals", "locals")] : []),
        ...(filled.arguments ? [scopeOut("Arguments", "arguments")] : []),
        scopeOut("Registers", "registers"),
      ],
    };
  },
});
