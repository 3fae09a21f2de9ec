import { parseConnectionString } from "../../src/engine/connection-string.ts";
import type { ProcessServerConnection } from "../../src/engine/process-server.ts";
import { openEngine } from "../../src/engines.ts";
import { type CommandLine, engineOf, required } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Does something with the process server that `--processServer` names, and leaves it afterwards.
 * @param options.local Where the option is absent, starts a process server on this machine for it.
 * @throws {UsageError} when the option is missing or is no connection string.
 * @throws {EngineError} when the engine or the server cannot be reached.
 */
export async function withConnection<T>(
  line: CommandLine,
  action: (connection: ProcessServerConnection) => Promise<T>,
  { local = false }: { readonly local?: boolean } = {},
): Promise<T> {
  const own = local && line.processServer === undefined;
  const given = own ? undefined : checkedServer(line);
  const { kind, options } = engineOf(line);
  const engine = await openEngine(kind, { ...options, embedsServer: own });
  try {
    const server = given ?? (await engine.startEmbeddedServer({}));
    const connection = await engine.connectProcessServer(server);
    const result = await action(connection);
    if (connection.open) await connection.disconnect();
    return result;
  } finally {
    await engine.close();
  }
}

function checkedServer(line: CommandLine): string {
  const text = required(line, "processServer");
  try {
    parseConnectionString(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  return text;
}
