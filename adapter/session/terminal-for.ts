import type { EmbeddedServerOptions } from "../../src/engine/engine.ts";
import { sentenceOf } from "../../src/engine/errors.ts";
import type { Configuration } from "../config/read-configuration.ts";
import { RequestError, withoutStop } from "../requests/errors.ts";
import type { Session } from "./session.ts";

/** How long the client may take to open a terminal. */
const terminalMs = 30_000;

/**
 * The terminal in which the session's own process server runs, where the user wants one.
 * @throws {RequestError} `badConfiguration` when the client cannot open terminals.
 */
export function terminalFor(session: Session, configuration: Configuration): EmbeddedServerOptions {
  const kind = configuration.console;
  if (kind === "internalConsole") return {};
  if (!session.client.runsInTerminal) {
    throw new RequestError(
      "badConfiguration",
      "user",
      `"console" is "${kind}", but this client cannot open a terminal for a debug adapter: leave it out, or write "internalConsole".`,
    );
  }
  return {
    runInTerminal: async ({ args, cwd, env }) => {
      const title = configuration.launch?.program;
      const terminal = kind === "integratedTerminal" ? "integrated" : "external";
      try {
        await session.ask("runInTerminal", { kind: terminal, title, cwd, args, env }, terminalMs);
      } catch (error) {
        throw new RequestError(
          "refused",
          "user",
          `The client did not open a terminal for the program: ${withoutStop(sentenceOf(error))}.`,
          error,
        );
      }
    },
  };
}
