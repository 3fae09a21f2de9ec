import { EngineError } from "../../engine/errors.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { readRemoteFile } from "../server/remote-file.ts";

/** Finds out why a process cannot be attached to: gdbserver only says that it failed. */
export async function attachFailure(
  mi: MiSession,
  processId: number,
  server: string,
  native: string,
): Promise<EngineError> {
  const status = await readRemoteFile(mi, `/proc/${processId}/status`);
  if (!("content" in status)) {
    return new EngineError(
      "notFound",
      `There is no process ${processId} on the machine of process server ${server}: choose one of those it lists.`,
      { native },
    );
  }
  const field = (name: string) =>
    new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(status.content.toString("utf8"))?.[1];
  const name = field("Name") ?? "";
  const start = `Process ${processId} (${name}) cannot be debugged`;
  const tracer = field("TracerPid");
  if (tracer !== undefined && tracer !== "0") {
    const by = await readRemoteFile(mi, `/proc/${tracer}/comm`);
    const who = "content" in by ? ` (${by.content.toString("utf8").trim()})` : "";
    return refused(`${start}: process ${tracer}${who} is already debugging it; end that first.`);
  }
  if (field("State") === "Z") {
    return refused(`${start}: it has already ended and only waits for its parent.`);
  }
  const own = await readRemoteFile(mi, "/proc/self/status");
  const serverUser =
    "content" in own ? /^Uid:\s*(\S+)/m.exec(own.content.toString("utf8"))?.[1] : "";
  const user = field("Uid");
  return refused(
    user !== serverUser && serverUser !== "0"
      ? `${start}: it belongs to user ${user} and process server ${server} runs as user ${serverUser}; run the process server as that user or as root.`
      : `${start}: the system does not let process server ${server} do it; allow it (kernel.yama.ptrace_scope, container capability SYS_PTRACE) or run the process server as root.`,
  );

  function refused(sentence: string): EngineError {
    return new EngineError("refused", sentence, { native });
  }
}
