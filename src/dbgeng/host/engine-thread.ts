import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { Message } from "vscode-jsonrpc/node";
import {
  eventNotification,
  type HostCall,
  type HostCalls,
  type HostEvent,
  type HostSetup,
  toResponseError,
} from "../host-protocol.ts";
import { readerOf, writerTo } from "../link.ts";
import { ComObject } from "../native/com.ts";
import { loadDbgeng } from "../native/dbgeng-dll.ts";
import { type AdapterAddress, connectToAdapter } from "./adapter-link.ts";
import { breakpointCalls } from "./breakpoints/breakpoint-calls.ts";
import { freeChildren } from "./debuggee/child-processes.ts";
import { detachDebuggee, killDebuggee } from "./debuggee/end-debuggee.ts";
import { debuggeeCalls } from "./debuggee-calls.ts";
import { isServerLost } from "./errors.ts";
import { HostEngine } from "./host-engine.ts";
import { InterruptWish } from "./run/interrupt-wish.ts";
import { serverCalls } from "./server/server-calls.ts";
import { watchServers } from "./server/server-watch.ts";
import { inspectionCalls } from "./values/inspection-calls.ts";

/** What the engine's thread is given by the main one. */
export interface EngineParts {
  readonly address: AdapterAddress;
  /** Memory of the {@link InterruptWish} that the main thread makes. */
  readonly wish: SharedArrayBuffer;
}

/**
 * Runs the engine on the current thread, a worker of the engine host: takes calls from the adapter
 * and answers them in order. dbgeng belongs to the thread that created it and blocks it at times,
 * which is why it has one of its own. The main thread sends a message when it is time to leave, and
 * gets one when that is done.
 */
export async function runEngineThread(): Promise<void> {
  let host: HostEngine | undefined;
  let calls: HostCalls | undefined;
  const port = parentPort as MessagePort;
  port.on("message", () => {
    if (host !== undefined) farewell(host);
    port.postMessage("left");
  });
  const { address, wish } = workerData as EngineParts;
  const socket = await connectToAdapter(address, "calls");
  // Not a connection of the library, which takes a turn of the event loop for every message.
  const [reader, writer] = [readerOf(socket), writerTo(socket)];
  for (const end of [reader, writer]) end.onError(() => {});
  const say = (message: object) =>
    void writer.write({ jsonrpc: "2.0", ...message }).catch(() => {});
  const raise = (event: HostEvent) => say({ method: eventNotification, params: [event] });
  const fail = (id: unknown, error: unknown) => {
    if (isServerLost(error)) host?.serverLost();
    say({ id, error: toResponseError(error).toJson() });
  };
  reader.listen((message) => {
    if (!Message.isRequest(message)) return;
    const { id, method, params } = message;
    try {
      // With the first call, which can say why when it does not work.
      host ??= createEngine(raise, new InterruptWish(wish));
      calls ??= hostCalls(host);
      const run = calls[method as HostCall] as (...args: readonly unknown[]) => unknown;
      // The link has no undefined: an argument that was left out arrives as null.
      const result = run(...((params ?? []) as unknown[]).map((one) => one ?? undefined));
      const answer = (value: unknown) => say({ id, result: value ?? null });
      // At once where possible: the next call may be there already and take its time.
      if (result instanceof Promise) result.then(answer).catch((error) => fail(id, error));
      else answer(result);
    } catch (error) {
      fail(id, error);
    }
  });
}

/** The engine home has node.exe and dbgeng.dll side by side. */
function createEngine(raise: (event: HostEvent) => void, wish: InterruptWish): HostEngine {
  const host = new HostEngine(loadDbgeng(dirname(process.execPath)).create(), raise, wish);
  watchServers(host);
  return host;
}

function hostCalls(host: HostEngine): HostCalls {
  let setup: HostSetup = {
    symbolPath: [],
    initCommands: [],
    visualizerFiles: [],
    underWine: false,
  };
  const calls: HostCalls = {
    ...serverCalls(host),
    ...debuggeeCalls(host, () => setup),
    ...breakpointCalls(host),
    ...inspectionCalls(host),
    setUp(wanted) {
      setup = wanted;
      host.setUp(wanted);
    },
    ping: () => {},
    objectsInUse: () => ComObject.inUse,
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
    attempt(() => freeChildren(host, handle));
    attempt(() => host.objects.client.disconnectProcessServer(handle));
  }
  host.connections.clear();
}
