import { setTimeout as delay } from "node:timers/promises";
import { exceptionFilters, openEngine } from "../../src/engines.ts";
import { Session } from "../session/session.ts";
import { tell } from "./print.ts";

/**
 * How long the streams stay open after the last reply: some clients send one request more, and all
 * of them close the streams or end the process themselves.
 */
const graceMs = 500;

/** One client being served. */
export interface ServedClient {
  /** Settled when the session is over and the streams are closed. Never rejects. */
  readonly done: Promise<void>;
  /** Ends the session as if the client had hung up. */
  abandon(): Promise<void>;
}

/**
 * Runs one debug session over a pair of streams.
 * @param token What the client has to know; absent: every client is served.
 */
export function serveClient(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  token?: string,
): ServedClient {
  const session = new Session({ openEngine, exceptionFilters, token, log: tell });
  const ended = new Promise<void>((resolve) => {
    input.once("end", resolve);
    input.once("close", resolve);
    output.once("close", resolve);
  });
  session.start(input, output);
  return {
    done: (async () => {
      await session.finished.passed;
      await Promise.race([ended, delay(graceMs)]);
      session.stop();
    })(),
    abandon: () => session.abandon(),
  };
}
