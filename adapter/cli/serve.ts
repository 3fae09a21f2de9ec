import { maskPassword, parseTransport } from "../../src/engine/connection-string.ts";
import type { StartedProcessServer } from "../../src/engine/process-server.ts";
import { openEngine } from "../../src/engines.ts";
import { onSignals } from "./on-signals.ts";
import { type CommandLine, engineOf, required } from "./options.ts";
import { tell } from "./print.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Runs a process server on this machine until somebody ends it, or this process.
 * @returns the exit code.
 * @throws {UsageError} for a transport that is none, and for a dbgeng server without a password:
 * it listens on every address of the machine, and whoever connects can run programs there.
 */
export async function serve(line: CommandLine): Promise<number> {
  const transport = required(line, "transport");
  const { kind, options } = engineOf(line);
  checkTransport(transport, kind === "dbgeng" && !line["no-password"]);
  const engine = await openEngine(kind, options);
  let server: StartedProcessServer | undefined;
  let asked = false;
  // From before the start: a server that is just coming up must not be left behind.
  const quiet = onSignals(() => {
    asked = true;
    server?.end().catch((error: Error) => tell(error.message));
  });
  try {
    server = await engine.startProcessServer({ transport, host: line.host });
    if (asked) await server.end();
    else tell(`Process server ${maskPassword(server.connectionString)} is ready.`);
    await engine.waitForProcessServerEnd();
    tell(asked ? "The process server was ended." : "The process server was ended by a client.");
    return 0;
  } finally {
    await engine.close();
    quiet();
  }
}

function checkTransport(transport: string, needsPassword: boolean): void {
  let password: string | undefined;
  try {
    password = parseTransport(transport).options.get("password");
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (!needsPassword || password) return;
  throw new UsageError(
    `A dbgeng process server listens on every address of this machine: add a password, e.g. --transport ${transport},password=SECRET, or --no-password if everybody may run programs here.`,
  );
}
