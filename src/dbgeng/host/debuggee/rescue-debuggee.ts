import type { CodePlace } from "../../host-protocol.ts";
import { optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";
import { connectProcessServer } from "../server/process-servers.ts";
import { detachDebuggee } from "./end-debuggee.ts";
import { attachDebuggee } from "./start-debuggee.ts";

const breakCode = 0xcc;
/** The process server needs a moment to notice that its client is gone. */
const attempts = 6;

/**
 * Frees a process that another engine host held when it was killed, or has left suspended: writes its
 * own code over the breakpoints that are still there, undoes the suspension of its threads and detaches.
 * @throws {EngineError} as `connectProcessServer` and `attachDebuggee` do.
 */
export function rescueDebuggee(
  host: HostEngine,
  connectionString: string,
  processId: number,
  places: readonly CodePlace[],
): void {
  const { objects } = host;
  const server = connectProcessServer(objects.client, connectionString);
  host.origin = "attached";
  for (let attempt = 1; ; attempt += 1) {
    try {
      attachDebuggee(objects, host.commands, server, processId);
      break;
    } catch (error) {
      // Each attempt is patient itself.
      if (attempt === attempts) throw error;
    }
  }
  for (const { address, original } of places) {
    if (objects.dataSpaces.read(address, 1)[0] !== breakCode) continue;
    optional(() => objects.dataSpaces.write(address, Buffer.from([original])));
  }
  optional(() => objects.control.execute("~*m"));
  host.execution.hold();
  detachDebuggee(host);
}
