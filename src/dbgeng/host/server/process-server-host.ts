import { ftruncateSync } from "node:fs";
import { dirname } from "node:path";
import { endNow, isAlive } from "../../../util/process-by-id.ts";
import { embeddedCalls, toResponseError } from "../../host-protocol.ts";
import { linkOver } from "../../link.ts";
import { loadDbgeng } from "../../native/dbgeng-dll.ts";
import { connectToAdapter, takeAdapterAddress } from "../adapter-link.ts";

/** How often it is looked whether the server was ended, and whether its debuggees live. */
const pollMs = 200;

/**
 * Runs the embedded process server: a process of its own, because it outlives the adapter for as
 * long as a debuggee that it started lives. It ends by itself when it was ended by a client, or
 * when both the adapter and all of its debuggees are gone.
 */
export async function runProcessServerHost(): Promise<void> {
  const { client } = loadDbgeng(dirname(process.execPath)).create();
  const wards = new Set<number>();
  let serving = false;
  let alone = false;
  const socket = await connectToAdapter(takeAdapterAddress(), "calls", () => {
    alone = true;
  });
  const connection = linkOver(socket);
  connection.onError(() => {});
  connection.onRequest(embeddedCalls.serve, (transport: string) => {
    try {
      client.startProcessServer(transport);
      serving = true;
      return null;
    } catch (error) {
      return toResponseError(error);
    }
  });
  connection.onRequest(embeddedCalls.ward, (processId: number) => {
    wards.add(processId);
    return null;
  });
  connection.onRequest(embeddedCalls.endWards, () => {
    for (const id of wards) endNow(id);
    return null;
  });
  connection.listen();
  setInterval(() => {
    if (alone && wards.size > 0) dropOutput();
    for (const id of wards) if (!isAlive(id)) wards.delete(id);
    const ended = serving && client.waitForProcessServerEnd(0);
    if (ended || (alone && wards.size === 0)) process.kill(process.pid, "SIGKILL");
  }, pollMs);
}

/** What the debuggees write goes into files that nobody reads once the adapter is gone. */
function dropOutput(): void {
  for (const file of [1, 2]) {
    try {
      ftruncateSync(file);
    } catch {
      // A terminal, or nothing at all.
    }
  }
}
