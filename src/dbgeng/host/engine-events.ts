import { Status } from "../native/constants.ts";
import type { EngineEvents } from "../native/event-callbacks.ts";
import type { HostEngine } from "./host-engine.ts";

/**
 * What is done about each event, inside the engine's callback.
 *
 * There is no `exitThread`: under Wine the engine never recovers from the first one.
 */
export function engineEvents(host: HostEngine): EngineEvents {
  const { breakpoints, engineBreakpoints, execution, hits, modules } = host;
  return {
    breakpoint: (breakpoint) => hits.take(breakpoint.id()),
    // A storm of exceptions that nobody is to see would keep the engine's thread for ever.
    exception: () => {
      execution.slices.noteException();
      return execution.slices.pump.isOverdue ? Status.BREAK : undefined;
    },
    createProcess: (process) => {
      // A child of the debuggee.
      if (host.debuggee !== undefined) return Status.BREAK;
      modules.add(process, true);
      // An attached process stops by itself, at a better place.
      return host.origin === "launched" ? Status.BREAK : undefined;
    },
    exitProcess: (exitCode) => {
      execution.slices.noteExit(exitCode);
      return Status.BREAK;
    },
    loadModule: (module) => {
      modules.add(module, false);
      if (breakpoints.anyPending && modules.hasLines(module.baseOffset)) {
        breakpoints.bindPending();
        // The debuggee goes on from here by itself.
        engineBreakpoints.announce();
      }
      return undefined;
    },
    unloadModule: (_image, base) => {
      const { from, to } = modules.remove(base);
      breakpoints.unbind(from, to);
      engineBreakpoints.announce();
      return undefined;
    },
  };
}
