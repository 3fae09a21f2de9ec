import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Engine } from "../../src/engine/engine.ts";
import type { ExceptionFilter } from "../../src/engine/model.ts";
import { handlers } from "../handlers/index.ts";
import type { Handler } from "./handler.ts";

type EngineTraits = Pick<Engine, "features" | "exceptionFilters">;

/** What every session can do, told before it is known which engine it will have. */
export function capabilities(exceptionFilters: readonly ExceptionFilter[]): Dap.Capabilities {
  return providedBefore([...handlers.values()], exceptionFilters);
}

/** What this engine can do beyond that; only what is true. */
export function capabilitiesWith(engine: EngineTraits): Dap.Capabilities {
  return present(providedWith([...handlers.values()], engine));
}

/** What of `capabilities` cannot be done with a dump, switched off. */
export function capabilitiesLost(exceptionFilters: readonly ExceptionFilter[]): Dap.Capabilities {
  const live = [...handlers.values()].filter(({ needsProcess }) => needsProcess !== undefined);
  return Object.fromEntries(
    Object.entries(providedBefore(live, exceptionFilters)).map(([name, provided]) => [
      name,
      Array.isArray(provided) ? [] : false,
    ]),
  );
}

function providedBefore(
  list: readonly Handler[],
  exceptionFilters: readonly ExceptionFilter[],
): Dap.Capabilities {
  const features = { suspendDebuggee: false, singleThread: false, sharedServers: false };
  return {
    ...Object.assign({}, ...list.map(({ provides }) => provides)),
    ...present(providedWith(list, { features, exceptionFilters })),
  };
}

function providedWith(list: readonly Handler[], engine: EngineTraits): Dap.Capabilities {
  return Object.assign({}, ...list.map(({ providesWith }) => providesWith?.(engine)));
}

function present(all: Dap.Capabilities): Dap.Capabilities {
  return Object.fromEntries(
    Object.entries(all).filter(([, provided]) =>
      Array.isArray(provided) ? provided.length > 0 : provided === true,
    ),
  );
}
