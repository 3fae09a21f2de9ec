import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Engine } from "../src/engine/engine.ts";
import { handlers } from "./handlers/index.ts";

/** What every session can do: the union of what the handlers provide. */
export function capabilities(): Dap.Capabilities {
  return Object.assign({}, ...[...handlers.values()].map(({ provides }) => provides));
}

/** What this engine can do beyond that; only what is true. */
export function capabilitiesWith(
  engine: Pick<Engine, "features" | "exceptionFilters">,
): Dap.Capabilities {
  const all: Dap.Capabilities = Object.assign(
    {},
    ...[...handlers.values()].map(({ providesWith }) => providesWith?.(engine)),
  );
  return Object.fromEntries(
    Object.entries(all).filter(([, provided]) =>
      Array.isArray(provided) ? provided.length > 0 : provided === true,
    ),
  );
}
