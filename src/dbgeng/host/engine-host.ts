import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { connectToAdapter, takeAdapterAddress } from "./adapter-link.ts";
import type { EngineParts } from "./engine-thread.ts";
import { InterruptWish } from "./run/interrupt-wish.ts";

/** How long the engine gets to let its debuggee go once the adapter is gone. */
const farewellMs = 3_500;

/**
 * Runs the engine host: a thread of its own for the engine, which talks with the adapter by itself,
 * and this one, which never blocks. So it notices when the adapter goes away, whatever the engine
 * does; the host then takes its leave of the debuggee and ends.
 */
export async function runEngineHost(): Promise<void> {
  const address = takeAdapterAddress();
  const wish = new InterruptWish();
  const engineParts: EngineParts = { address, wish: wish.memory };
  const engine = new Worker(fileURLToPath(import.meta.url), { workerData: engineParts });
  engine.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    end();
  });
  const guard = await connectToAdapter(address, "guard", () => {
    setTimeout(end, farewellMs);
    engine.once("message", end);
    engine.postMessage("leave");
  });
  // All that is ever said here is that there is an interrupt on its way.
  guard.on("data", () => wish.make());
}

/**
 * Ends this process without asking its threads: an orderly exit waits for the engine's thread,
 * which may be inside a call that never returns.
 */
function end(): void {
  process.kill(process.pid, "SIGKILL");
}
