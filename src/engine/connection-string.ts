import { EngineError } from "./errors.ts";

/** Transports that dbgeng documents for process servers. */
const transports = ["tcp", "npipe", "ssl", "spipe", "com"] as const;
export type Transport = (typeof transports)[number];

/** A connection string taken apart, e.g. `tcp:server=box,port=5005,password=...`. */
export interface ConnectionString {
  readonly text: string;
  readonly transport: Transport;
  /** Every `key=value`, keys in lower case. A key without a value has the value "". */
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Reads a transport or connection string.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/activating-a-process-server
 * @throws {EngineError} `badInput` for an unknown transport.
 */
export function parseTransport(text: string): ConnectionString {
  const colon = text.indexOf(":");
  const transport = transports.find((known) => known === text.slice(0, colon).trim().toLowerCase());
  if (transport === undefined) {
    throw new EngineError(
      "badInput",
      `'${maskPassword(text)}' names no known transport: write it as tcp:server=HOST,port=PORT (or npipe:, ssl:, spipe:, com:).`,
    );
  }
  const options = new Map<string, string>();
  for (const part of text.slice(colon + 1).split(",")) {
    const equals = part.indexOf("=");
    const key = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (key !== "") options.set(key, equals < 0 ? "" : part.slice(equals + 1).trim());
  }
  return { text, transport, options };
}

/**
 * Reads the connection string of a server to connect to.
 * @throws {EngineError} `badInput` when the transport is unknown or `server=` is missing, and for
 * tcp when `port=` is missing or no port number.
 */
export function parseConnectionString(text: string): ConnectionString {
  const parsed = parseTransport(text);
  const shown = maskPassword(text);
  if (parsed.transport !== "com" && !parsed.options.get("server")) {
    throw new EngineError(
      "badInput",
      `'${shown}' has no server=: say which machine the process server is on, e.g. tcp:server=127.0.0.1,port=5005.`,
    );
  }
  if (parsed.transport === "tcp") portOf(parsed);
  return parsed;
}

/**
 * The port of a tcp transport.
 * @throws {EngineError} `badInput` when `port=` is missing or is not a number from 0 to 65535.
 */
export function portOf(parsed: ConnectionString): number {
  const text = parsed.options.get("port") ?? "";
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new EngineError(
      "badInput",
      `'${maskPassword(parsed.text)}' has no usable port=: write a number from 1 to 65535, e.g. tcp:server=127.0.0.1,port=5005.`,
    );
  }
  return port;
}

/** The text with every password replaced by stars, fit for messages and logs. */
export function maskPassword(text: string): string {
  return text.replace(/(password\s*=\s*)[^,]*/gi, "$1***");
}
