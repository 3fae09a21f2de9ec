import type { ServerCalls } from "../../host-protocol.ts";
import { freeChildren } from "../debuggee/child-processes.ts";
import type { HostEngine } from "../host-engine.ts";
import { connectProcessServer, runningProcesses } from "./process-servers.ts";

/** How often the engine is asked whether the server of this process was ended. */
const endPollMs = 250;

/** Carries out what the adapter asks of process servers. */
export function serverCalls(host: HostEngine): ServerCalls {
  const {
    objects: { client },
    connections: open,
  } = host;
  return {
    connectProcessServer(connectionString) {
      const handle = connectProcessServer(client, connectionString);
      open.add(handle);
      return handle;
    },
    freeChildren: (handle) => freeChildren(host, handle),
    disconnectProcessServer(handle) {
      // The engine crashes on a handle that was disconnected before.
      if (open.delete(handle)) client.disconnectProcessServer(handle);
    },
    endProcessServer(handle) {
      if (open.delete(handle)) client.endProcessServer(handle);
    },
    runningProcesses: (handle) => runningProcesses(client, handle),
    startProcessServer: (transport) => client.startProcessServer(transport),
    async waitForProcessServerEnd(timeoutMs) {
      const end = timeoutMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + timeoutMs;
      // Asked with no time to wait, so that the thread stays free for other calls.
      while (!client.waitForProcessServerEnd(0)) {
        if (Date.now() >= end) return false;
        await new Promise((resolve) => setTimeout(resolve, endPollMs));
      }
      return true;
    },
  };
}
