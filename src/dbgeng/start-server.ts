import { parseTransport, portOf } from "../engine/connection-string.ts";
import { EngineError } from "../engine/errors.ts";
import type { StartedProcessServer } from "../engine/process-server.ts";
import type { HostProcess } from "./host-process.ts";
import { probeTcp } from "./tcp-probe.ts";

/** Measured; the documentation names no limit. */
const longestPassword = 12;
const probeTimeoutMs = 1_000;

/**
 * Makes the host a process server for others. dbgeng listens on every address of the machine.
 * @throws {EngineError} `badInput` for an unknown transport, `refused` for a port in use.
 */
export async function startServer(
  host: HostProcess,
  transport: string,
): Promise<StartedProcessServer> {
  const parsed = parseTransport(transport);
  if ((parsed.options.get("password")?.length ?? 0) > longestPassword) {
    throw new EngineError(
      "badInput",
      `The process server cannot have that password: dbgeng takes at most ${longestPassword} characters.`,
    );
  }
  if (parsed.transport === "tcp") {
    const port = portOf(parsed);
    // The engine itself would share the port and answer to nobody.
    if ((await probeTcp("127.0.0.1", port, probeTimeoutMs)) === "open") {
      throw new EngineError(
        "refused",
        `The process server cannot listen on port ${port}: another program does; choose another port.`,
      );
    }
  }
  await host.call("startProcessServer", transport);
  const { transport: kind } = parsed;
  const connectionString = transport.replace(/^[^:]*:/, `${kind}:server=127.0.0.1,`);
  return { connectionString, end: () => host.leave(probeTimeoutMs) };
}
