import type { ServerHandle } from "../../host-protocol.ts";
import { ProcessDescriptionFlag, ProcessOption } from "../../native/constants.ts";
import { HresultError } from "../../native/hresult-error.ts";
import { isServerLost, optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";
import { detachDebuggee } from "./end-debuggee.ts";
import { leaveSuspended } from "./left-suspended.ts";
import { attachDebuggee } from "./start-debuggee.ts";

/** What the system starts for a process by itself; under Wine these are its children. */
const helpers = ["conhost.exe", "explorer.exe", "winedbg.exe"];

/** Has the engine tell of what a process creates that was attached to. Tells when that cannot be had. */
export function askForChildren({ objects: { client }, raise }: HostEngine): void {
  try {
    client.removeProcessOptions(ProcessOption.ONLY_THIS_PROCESS);
  } catch (error) {
    if (isServerLost(error) || !(error instanceof HresultError)) throw error;
    const text = `The children of this process are not followed: its system does not tell them to who attaches to it (${error.native}).\n`;
    raise({ type: "output", channel: "engine", text });
  }
}

/**
 * Lets go of a process that the debuggee has just created and that has not run yet; the last event is
 * about it. The debuggee is stopped, before and after.
 * @param hold Leaves it suspended for whoever attaches to it.
 * @returns the process' id if it was left suspended.
 */
export function letChildGo(host: HostEngine, hold: boolean): number | undefined {
  const { client, systemObjects } = host.objects;
  const processId = systemObjects.currentProcessSystemId();
  const held = hold && !isHelper(host, processId);
  if (held) leaveSuspended(host.objects, systemObjects.threads());
  client.detachCurrentProcess();
  const { processId: debuggee = 0 } = host.debuggee ?? {};
  systemObjects.setCurrentProcessId(systemObjects.processIdBySystemId(debuggee));
  return held ? processId : undefined;
}

/** Has the children run that still wait, before the connection that they came through is spent. */
export function freeChildren(host: HostEngine, server: ServerHandle): void {
  for (const [processId, origin] of host.heldChildren) {
    if (origin !== server) continue;
    host.heldChildren.delete(processId);
    try {
      host.unheard(() => {
        attachDebuggee(host.objects, host.commands, server, processId);
        host.execution.hold();
        detachDebuggee(host);
      });
    } catch {
      // It has ended, or somebody is just attaching to it.
    }
  }
}

function isHelper({ objects: { client }, debuggee }: HostEngine, processId: number): boolean {
  const { server = 0n } = debuggee ?? {};
  const { NO_SERVICES, NO_MTS_PACKAGES, NO_COMMAND_LINE } = ProcessDescriptionFlag;
  const flags = NO_SERVICES | NO_MTS_PACKAGES | NO_COMMAND_LINE;
  const found = optional(() => client.runningProcessDescription(server, processId, flags));
  const name = found?.executable.split("\\").at(-1)?.toLowerCase() ?? "";
  return helpers.includes(name);
}
