import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type * as z from "zod/mini";
import type { Engine } from "../../src/engine/engine.ts";
import type { Session } from "../session/session.ts";
import type { Phase } from "../session/state.ts";
import type { PendingRequest } from "../wire/client-link.ts";
import type { Command, Replies } from "../wire/protocol.ts";

/** One DAP request, as data: when it is allowed, what it promises, and what it does. */
export interface Handler<C extends Command = Command, Args extends z.ZodMiniType = z.ZodMiniType> {
  readonly command: C;
  /** Phases in which the request makes sense. The dispatcher refuses it in all others. */
  readonly during: readonly Phase[];
  /** Capabilities that are true because this handler exists. */
  readonly provides?: Dap.Capabilities;
  /** Capabilities that depend on the engine; told as soon as it is known. */
  readonly providesWith?: (
    engine: Pick<Engine, "features" | "exceptionFilters">,
  ) => Dap.Capabilities;
  /**
   * Its work needs a process, which a dump is not: the capabilities that it provides are switched off
   * for one.
   *
   * - `refused`: is refused there.
   * - `motion`: so is this one, and the stop is told again: nvim-dap takes the program for running as
   *   soon as it has asked for it.
   * - `answered`: answers by itself what comes of it.
   */
  readonly needsProcess?: "refused" | "motion" | "answered";
  /** Holds events back until the reply is out. For every request that sets the debuggee in motion. */
  readonly repliesFirst?: true;
  /**
   * Skips the queue. For requests that end what another one waits for, that have to be answered at
   * any time, or that wait for other requests themselves.
   */
  readonly urgent?: true;
  /** Shown to the client with its progress when it takes long, as it may when symbols are loaded. */
  readonly title?: string;
  /** Changes nothing, so that a client that cancels it is answered at once. */
  readonly looksOnly?: true;
  /** The request carries out, or waits for, the end of the session, which must not cut it short. */
  readonly ends?: true;
  /**
   * Checked before `run`; a mismatch is answered with the path that is wrong. Made when the request
   * first comes: a client waits for `initialize`, and most requests never come.
   */
  readonly args: () => Args;
  run(
    session: Session,
    args: z.output<Args>,
    pending: PendingRequest,
  ): Promise<Replies[C]> | Replies[C];
}

/** Ties the types of a handler together, and makes its arguments' schema only once. */
export function defineHandler<C extends Command, Args extends z.ZodMiniType>(
  handler: Handler<C, Args>,
): Handler<C, Args> {
  let args: Args | undefined;
  return {
    ...handler,
    args: () => {
      args ??= handler.args();
      return args;
    },
  };
}
