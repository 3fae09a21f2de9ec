import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Engine } from "../../src/engine/engine.ts";
import type { ExceptionFilter } from "../../src/engine/model.ts";
import type { Handler } from "./handler.ts";

type EngineTraits = Pick<Engine, "features" | "exceptionFilters">;

/** What a session can do: it follows from its handlers. */
export class Capabilities {
  readonly #handlers: readonly Handler[];
  readonly #exceptionFilters: readonly ExceptionFilter[];

  /** @param exceptionFilters What any of the engines can stop at. */
  constructor(handlers: Iterable<Handler>, exceptionFilters: readonly ExceptionFilter[]) {
    this.#handlers = [...handlers];
    this.#exceptionFilters = exceptionFilters;
  }

  /** What every session can do, told before it is known which engine it will have. */
  withAnyEngine(): Dap.Capabilities {
    return this.#before(this.#handlers);
  }

  /** What this engine can do beyond that; only what is true. */
  withEngine(engine: EngineTraits): Dap.Capabilities {
    return present(providedWith(this.#handlers, engine));
  }

  /** What of `withAnyEngine` cannot be done with a dump, switched off. */
  lostWithDump(): Dap.Capabilities {
    const live = this.#handlers.filter(({ needsProcess }) => needsProcess !== undefined);
    return Object.fromEntries(
      Object.entries(this.#before(live)).map(([name, provided]) => [
        name,
        Array.isArray(provided) ? [] : false,
      ]),
    );
  }

  #before(handlers: readonly Handler[]): Dap.Capabilities {
    const features = { suspendDebuggee: false, singleThread: false, sharedServers: false };
    const exceptionFilters = this.#exceptionFilters;
    return {
      ...Object.assign({}, ...handlers.map(({ provides }) => provides)),
      ...present(providedWith(handlers, { features, exceptionFilters })),
    };
  }
}

function providedWith(handlers: readonly Handler[], engine: EngineTraits): Dap.Capabilities {
  return Object.assign({}, ...handlers.map(({ providesWith }) => providesWith?.(engine)));
}

function present(all: Dap.Capabilities): Dap.Capabilities {
  return Object.fromEntries(
    Object.entries(all).filter(([, provided]) =>
      Array.isArray(provided) ? provided.length > 0 : provided === true,
    ),
  );
}
