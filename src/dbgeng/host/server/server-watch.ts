import { isServerLost, optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";

/** Often enough for people, and one small question over the wire each time. */
const periodMs = 1_000;

/**
 * Notices process servers and stopped debuggees that go away. The engine itself does not, for as
 * long as it only answers from what it remembers; while the debuggee runs, it does.
 */
export function watchServers(host: HostEngine): void {
  setInterval(() => {
    if (host.execution.state !== "running") look(host);
  }, periodMs);
}

/** Looks once. Tells of what is gone. */
export function look(host: HostEngine): void {
  const { debuggee, objects } = host;
  try {
    for (const server of host.connections) {
      const ids = optional(() => objects.client.runningProcessIds(server));
      const gone = debuggee?.server === server && ids?.includes(debuggee.processId) === false;
      if (gone) host.exited(host.execution.slices.exitCode ?? 0);
    }
  } catch (error) {
    if (!isServerLost(error)) throw error;
    host.serverLost();
  }
}
