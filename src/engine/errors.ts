/**
 * What went wrong, in words a caller can act on.
 *
 * - `badInput`: a value that the user wrote cannot work (path, connection string, process name).
 * - `unreachable`: nothing, or the wrong thing, answers at the process server's address.
 * - `refused`: the other side said no (password, rights, already being debugged, spent connection).
 * - `notFound`: the named thing does not exist (process, expression, file).
 * - `unreadable`: memory or a value that cannot be read.
 * - `notStopped`: the debuggee runs, and the call needs it stopped.
 * - `lost`: the process server, the engine or the debuggee is gone.
 * - `unsupported`: this engine cannot do it.
 * - `missing`: a program or library that the engine needs is not installed.
 * - `native`: the engine failed for a reason of its own; `native` has its code.
 */
export type EngineFailure =
  | "badInput"
  | "unreachable"
  | "refused"
  | "notFound"
  | "unreadable"
  | "notStopped"
  | "lost"
  | "unsupported"
  | "missing"
  | "native";

/**
 * A failure reported by an engine.
 *
 * The message is one complete sentence for the user, with a full stop: what could not be done,
 * why, and where possible what to change, naming the value as it was given. `native` keeps the
 * engine's own number or text (an HRESULT, a gdb message) for the log.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly failure: EngineFailure;
  readonly native: string | undefined;

  constructor(
    failure: EngineFailure,
    message: string,
    options: { native?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.failure = failure;
    this.native = options.native;
  }
}

/** Why a dump refuses what needs a process; completes a sentence. */
export const dumpStands = "this is a dump, its program does not run";

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
