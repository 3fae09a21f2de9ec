import { EngineError } from "../../../engine/errors.ts";
import type { CallbackObject } from "../../native/callback-object.ts";
import { EngineOption, ExecuteFlag, OutputControl } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { DebugControl } from "../../native/debug-control.ts";
import { HresultError } from "../../native/hresult-error.ts";
import { debugControl4 } from "../../native/interfaces/debug-control4.ts";
import { markupCallbacks } from "../../native/markup-callbacks.ts";
import { outputCallbacks } from "../../native/output-callbacks.ts";
import { isServerLost } from "../errors.ts";

/**
 * Commands that would end or replace the session behind the adapter's back, or wait for input that
 * never comes.
 */
const refused: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /^(?:qq?|qd|\.kill|\.detach|\.abandon)\b/, instead: "disconnect or terminate" },
  {
    pattern: /^\.(?:restart|create|attach|tlist_attach|opendump)\b/,
    instead: "restart, or start another session",
  },
  {
    pattern: /^(?:a|e[abdwq]?|\.server|\.endsrv|\.endpsrv)\s*$/,
    instead: "write its arguments on the same line",
  },
];

/**
 * The engine's own command language. Commands run through a second client of the engine, so that
 * their output is told from everything else that the engine says.
 */
export class Commands {
  readonly #engine: EngineObjects;
  readonly #report: (error: unknown) => void;
  readonly #muted: number;

  /** @param muted Bits of `OutputMask`: what must not be listened to. */
  constructor(engine: EngineObjects, report: (error: unknown) => void, muted: number) {
    this.#engine = engine;
    this.#report = report;
    this.#muted = muted;
  }

  /**
   * Runs a command and answers its output. The debuggee must be stopped; afterwards it may be set
   * to run, which shows in the engine's execution status.
   * @throws {EngineError} `unsupported` for a command that ends the session, `native` when the
   * engine refuses the command and says nothing.
   */
  run(text: string): string {
    for (const { pattern, instead } of refused) {
      if (!pattern.test(text.trim())) continue;
      throw new EngineError(
        "unsupported",
        `The engine command '${text.trim()}' is not run from here: ${instead}.`,
      );
    }
    return this.#collect(text, (receive) =>
      outputCallbacks((_mask, part) => receive(part), this.#report),
    );
  }

  /**
   * Runs a command of the adapter's own and answers its output with the engine's markup.
   * @throws {EngineError} `native` when the engine refuses the command and says nothing.
   */
  markup(text: string): string {
    const { control } = this.#engine;
    const chosen = (control.engineOptions() & EngineOption.PREFER_DML) !== 0;
    control.addEngineOptions(EngineOption.PREFER_DML);
    try {
      return this.#collect(text, (receive) => markupCallbacks(receive, this.#report));
    } finally {
      if (!chosen) control.removeEngineOptions(EngineOption.PREFER_DML);
    }
  }

  #collect(text: string, callbacksTo: (receive: (part: string) => void) => CallbackObject): string {
    let output = "";
    const client = this.#engine.client.createClient();
    const control = new DebugControl(client.queryInterface(debugControl4.iid));
    const callbacks = callbacksTo((part) => {
      output += part;
    });
    client.setOutputCallbacks(callbacks);
    client.setOutputMask(client.outputMask() & ~this.#muted);
    try {
      control.execute(text, OutputControl.THIS_CLIENT, ExecuteFlag.NOT_LOGGED);
    } catch (error) {
      if (isServerLost(error) || !(error instanceof HresultError) || output.trim() === "")
        throw error;
    } finally {
      client.flushCallbacks();
      client.setOutputCallbacks(null);
      control.release();
      client.release();
      callbacks.release();
    }
    return output;
  }
}
