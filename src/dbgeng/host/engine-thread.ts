import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type MessagePort, parentPort } from "node:worker_threads";
import type { HostCalls, HostEvent, HostSetup } from "../host-protocol.ts";
import { loadDbgeng } from "../native/dbgeng-dll.ts";
import { breakpointCalls } from "./breakpoint-calls.ts";
import { debuggeeCalls } from "./debuggee-calls.ts";
import { detachDebuggee, killDebuggee } from "./end-debuggee.ts";
import { isServerLost } from "./errors.ts";
import { HostEngine } from "./host-engine.ts";
import { inspectionCalls } from "./inspection-calls.ts";
import { serverCalls } from "./server-calls.ts";
import { watchServers } from "./server-watch.ts";
import { type ThreadCall, type ThreadMessage, toThreadFailure } from "./thread-link.ts";

/**
 * Runs the engine on the current thread, a worker of the engine host: takes calls from the main
 * thread and answers them in order. dbgeng belongs to the thread that created it and blocks it at
 * times, which is why it has one of its own.
 */
export function runEngineThread(): void {
  const port = parentPort as MessagePort;
  const say = (message: ThreadMessage) => port.postMessage(message);
  let host: HostEngine | undefined;
  let calls: HostCalls | undefined;
  port.on("message", async ({ id, call, args }: ThreadCall) => {
    try {
      // With the first call, which can say why when it does not work.
      host ??= createEngine((event) => say({ event }));
      calls ??= hostCalls(host);
      const run = calls[call] as (...args: readonly unknown[]) => unknown;
      say({ id, result: await run(...args) });
    } catch (error) {
      if (isServerLost(error)) host?.serverLost();
      say({ id, failure: toThreadFailure(error) });
    }
  });
}

/** The engine home has node.exe and dbgeng.dll side by side. */
function createEngine(raise: (event: HostEvent) => void): HostEngine {
  const host = new HostEngine(loadDbgeng(dirname(process.execPath)).create(), raise);
  watchServers(host);
  return host;
}

function hostCalls(host: HostEngine): HostCalls {
  let setup: HostSetup = { symbolPath: [], initCommands: [], underWine: false };
  const calls: HostCalls = {
    ...serverCalls(host),
    ...debuggeeCalls(host, () => setup),
    ...breakpointCalls(host),
    ...inspectionCalls(host),
    setUp(wanted) {
      setup = wanted;
      host.setUp(wanted);
    },
    async measure(call, args, rounds) {
      const run = calls[call] as (...args: readonly unknown[]) => unknown;
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const start = performance.now();
        run(...args);
        // The debuggee moves in slices between which others get their turn.
        while (host.execution.state === "running") await setImmediate();
        times.push(performance.now() - start);
      }
      return times;
    },
    farewell: () => farewell(host),
  };
  return calls;
}

/** Does what can be done; whatever fails of it, the process ends right after. */
function farewell(host: HostEngine): void {
  const attempt = (work: () => void) => {
    try {
      work();
    } catch {
      // Nobody is left to hear of it.
    }
  };
  attempt(() => (host.origin === "launched" ? killDebuggee(host) : detachDebuggee(host)));
  for (const handle of host.connections) {
    attempt(() => host.objects.client.disconnectProcessServer(handle));
  }
  host.connections.clear();
}
