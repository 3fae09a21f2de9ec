import { EngineError, type EngineFailure } from "../../engine/errors.ts";
import { HresultError } from "../native/hresult-error.ts";

/** For the HRESULTs that a call is known to fail with, as text: what kind of failure, and the sentence. */
export type Explanations = Readonly<Record<string, readonly [EngineFailure, string]>>;

/**
 * Runs a call of the engine and turns its known HRESULTs into sentences.
 * @throws {EngineError} the explanation, or what `work` threw when there is none.
 */
export function explained<T>(explanations: Explanations, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof HresultError)) throw error;
    const known = explanations[error.native ?? ""];
    if (known === undefined) throw error;
    const [failure, message] = known;
    throw new EngineError(failure, message, { native: error.native as string, cause: error });
  }
}

/** The result of a call, or undefined when the engine refused it: most often "there is none". */
export function optional<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof HresultError && !isServerLost(error)) return undefined;
    throw error;
  }
}

/**
 * Whether the failure says that the process server is gone: RPC_E_* of the connection (0x8001xxxx)
 * and RPC_S_SERVER_UNAVAILABLE.
 */
export function isServerLost(error: unknown): boolean {
  return (
    error instanceof HresultError && (error.code >>> 16 === 0x8001 || error.code === 0x800706ba)
  );
}
