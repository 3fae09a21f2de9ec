import { maskPassword, parseConnectionString, portOf } from "../../engine/connection-string.ts";
import { EngineError } from "../../engine/errors.ts";

/** Where a gdbserver listens. */
export interface ServerAddress {
  /** The connection string as given; gdbserver knows no password, so there is none in it. */
  readonly text: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Reads the connection string of a gdbserver.
 * @throws {EngineError} `badInput` for anything but `tcp:server=HOST,port=PORT`.
 */
export function readServerAddress(connectionString: string): ServerAddress {
  const parsed = parseConnectionString(connectionString);
  const shown = maskPassword(connectionString);
  if (parsed.transport !== "tcp") {
    throw new EngineError(
      "badInput",
      `gdb cannot reach '${shown}': it connects to a gdbserver by TCP only, so write tcp:server=HOST,port=PORT.`,
    );
  }
  if (parsed.options.has("password")) {
    throw new EngineError(
      "badInput",
      `'${shown}' has a password, and gdbserver knows none: leave it out and protect the port with a tunnel (ssh -L).`,
    );
  }
  const port = portOf(parsed);
  if (port === 0) {
    throw new EngineError(
      "badInput",
      `'${shown}' names port 0: write the port the gdbserver listens on, from 1 to 65535.`,
    );
  }
  const host = (parsed.options.get("server") ?? "").replace(/^\[(.*)\]$/, "$1");
  return { text: shown, host, port };
}

/** The address as gdb and gdbserver write it, IPv6 in brackets. */
export function hostAndPort(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
