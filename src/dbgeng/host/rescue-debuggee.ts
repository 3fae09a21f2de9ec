import type { CodePlace, ServerHandle } from "../host-protocol.ts";
import { EndSession } from "../native/constants.ts";
import { optional } from "./errors.ts";
import type { HostEngine } from "./host-engine.ts";
import { attachDebuggee } from "./start-debuggee.ts";

const breakCode = 0xcc;

/**
 * Frees a debuggee that another engine host held when it was killed: writes its own code over the
 * breakpoints that are still there, undoes the suspension of its threads and detaches.
 * @throws {EngineError} as `attachDebuggee` does.
 */
export function rescueDebuggee(
  host: HostEngine,
  server: ServerHandle,
  processId: number,
  places: readonly CodePlace[],
): void {
  const { objects } = host;
  host.origin = "attached";
  attachDebuggee(objects, server, processId);
  for (const { address, original } of places) {
    if (objects.dataSpaces.read(address, 1)[0] !== breakCode) continue;
    optional(() => objects.dataSpaces.write(address, Buffer.from([original])));
  }
  optional(() => objects.control.execute("~*m"));
  optional(() => objects.client.detachProcesses());
  host.endSession(EndSession.ACTIVE_DETACH);
}
