import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Message, type RequestMessage } from "vscode-jsonrpc/node";
import {
  eventNotification,
  type HostCall,
  type HostEvent,
  toResponseError,
} from "../host-protocol.ts";
import { readerOf, writerTo } from "../link.ts";
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
  const socket = await connectToAdapter(() => void leave());
  const writer = writerTo(socket);
  writer.onError(() => {});
  const say = (message: object) =>
    void writer.write({ jsonrpc: "2.0", ...message }).catch(() => {});
  worker.on("message", (message: ThreadMessage) => {
    if ("event" in message) return tell(message.event);
    calls.get(message.id)?.(message);
    calls.delete(message.id);
  });
  worker.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    end();
  });
  // Not a connection of the library, which takes a turn of the event loop for every message.
  const reader = readerOf(socket);
  reader.onError(() => {});
  reader.listen((message) => {
    if (Message.isRequest(message)) void answer(message);
  });

  async function answer({ id, method, params }: RequestMessage): Promise<void> {
    try {
      // The link has no undefined: an argument that was left out arrives as null.
      const args = ((params ?? []) as unknown[]).map((argument) => argument ?? undefined);
      say({ id, result: (await call(method as HostCall, args)) ?? null });
    } catch (error) {
      say({ id, error: toResponseError(error).toJson() });
    }
  }

  function tell(event: HostEvent): void {
    say({ method: eventNotification, params: [event] });
  }
}

/**
 * Ends this process without asking its threads: an orderly exit waits for the engine's thread,
 * which may be inside a call that never returns.
 */
function end(): void {
  process.kill(process.pid, "SIGKILL");
}
