import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { EngineFeatures } from "../src/engine/model.ts";
import { handlers } from "./handlers/index.ts";

/** What every session can do: the union of what the handlers provide. */
export function capabilities(): Dap.Capabilities {
  return Object.assign({}, ...[...handlers.values()].map(({ provides }) => provides));
}

/** What this engine can do beyond that; only what is true. */
export function capabilitiesWith(features: EngineFeatures): Dap.Capabilities {
  const all: Dap.Capabilities = Object.assign(
    {},
    ...[...handlers.values()].map(({ providesWith }) => providesWith?.(features)),
  );
  return Object.fromEntries(Object.entries(all).filter(([, provided]) => provided === true));
}
