import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { quietly } from "../../util/quietly.ts";
import {
  eventNotification,
  type HostCall,
  type HostEvent,
  toResponseError,
} from "../host-protocol.ts";
import { connectToAdapter } from "./adapter-link.ts";
import { fromThreadFailure, type ThreadCall, type ThreadMessage } from "./thread-link.ts";

/** How long the engine gets to let its debuggee go once the adapter is gone. */
const farewellMs = 3_500;

/**
 * Runs the engine host: the adapter's calls go to the engine's thread, its answers and events come
 * back. This thread never blocks, so it notices when the adapter goes away, whatever the engine
 * does; the host then takes its leave of the debuggee and ends.
 */
export async function runEngineHost(): Promise<void> {
  const calls = new Map<number, (message: ThreadMessage) => void>();
  let last = 0;
  const worker = new Worker(fileURLToPath(import.meta.url));
  const call = (name: HostCall, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1;
      calls.set(last, (message) => {
        if ("failure" in message) reject(fromThreadFailure(message.failure));
        else resolve("result" in message ? message.result : undefined);
      });
      worker.postMessage({ id: last, call: name, args } satisfies ThreadCall);
    });

  const leave = async () => {
    setTimeout(end, farewellMs);
    await call("farewell", []).catch(() => {});
    end();
  };
  const connection = await connectToAdapter(() => void leave());
  worker.on("message", (message: ThreadMessage) => {
    if ("event" in message) return tell(message.event);
    calls.get(message.id)?.(message);
    calls.delete(message.id);
  });
  worker.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    end();
  });
  connection.onRequest(async (method, params) => {
    try {
      // The link has no undefined: an argument that was left out arrives as null.
      const args = ((params ?? []) as unknown[]).map((argument) => argument ?? undefined);
      const result = await call(method as HostCall, args);
      return result ?? null;
    } catch (error) {
      return toResponseError(error);
    }
  });
  connection.listen();

  function tell(event: HostEvent): void {
    void quietly(() => connection.sendNotification(eventNotification, event));
  }
}

/**
 * Ends this process without asking its threads: an orderly exit waits for the engine's thread,
 * which may be inside a call that never returns.
 */
function end(): void {
  process.kill(process.pid, "SIGKILL");
}
