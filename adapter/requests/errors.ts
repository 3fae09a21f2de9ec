import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { dumpStands, EngineError, type EngineFailure } from "../../src/engine/errors.ts";
import { maskText } from "../wire/mask-secrets.ts";

/**
 * Who has to see a failed request.
 *
 * - `user`: something in the configuration or on the target needs fixing; the client shows it.
 * - `client`: an ordinary refusal, e.g. of a stale frame id; the client shows it in place.
 * - `developer`: a defect in this adapter; the log gets the stack, the client a short sentence.
 */
export type Audience = "user" | "client" | "developer";

/** Stable ids for `error.id`, one per cause. Grouped by the hundred, never renumbered. */
const errorCodes = {
  internal: 100,
  unknownRequest: 101,
  badArguments: 102,
  notStopped: 200,
  notStarted: 201,
  staleReference: 202,
  alreadyStarted: 203,
  sessionOver: 204,
  cancelled: 205,
  unreachable: 300,
  native: 301,
  badInput: 302,
  refused: 303,
  notFound: 304,
  unreadable: 305,
  lost: 306,
  unsupported: 307,
  missing: 308,
  badConfiguration: 310,
} as const;
export type ErrorCode = keyof typeof errorCodes;

/** A request that could not be carried out, and for whom the explanation is meant. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: ErrorCode;
  readonly audience: Audience;

  constructor(code: ErrorCode, audience: Audience, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.audience = audience;
  }
}

/** The refusal of a request that needs a stopped debuggee. */
export function notStopped(command: string): RequestError {
  return new RequestError(
    "notStopped",
    "client",
    `'${command}' cannot be answered while the debuggee runs.`,
  );
}

/** The refusal of what a dump cannot do. @param what A request, or a command of the console. */
export function notInDump(what: string): RequestError {
  return new RequestError("unsupported", "user", `'${what}' is not possible: ${dumpStands}.`);
}

/** The refusal of a number that outlived its stop, or that was never handed out. */
export function staleReference(what: string): RequestError {
  return new RequestError(
    "staleReference",
    "client",
    `There is no ${what}: nothing with this number was shown since the debuggee stopped.`,
  );
}

const audienceOf: Record<EngineFailure, Audience> = {
  badInput: "user",
  unreachable: "user",
  refused: "user",
  lost: "user",
  missing: "user",
  native: "client",
  notFound: "client",
  notStopped: "client",
  unreadable: "client",
  unsupported: "client",
};

/** Anything thrown, as an error that the client can be told. */
export function requestErrorOf(error: unknown, audience?: Audience): RequestError {
  if (error instanceof RequestError) return error;
  if (error instanceof EngineError) {
    return new RequestError(
      error.failure,
      audience ?? audienceOf[error.failure],
      error.message,
      error,
    );
  }
  return new RequestError(
    "internal",
    "developer",
    "The debug adapter failed because of a defect of its own; its log has the details.",
    error,
  );
}

/** The failing half of a response. The only place that knows how errors look on the wire. */
export function failureOf({ code, audience, message }: RequestError): {
  message: string;
  error: Dap.Message;
} {
  const sentence = maskText(message);
  return {
    // Some clients show this field and some the other, so both carry the whole sentence, except
    // for the refusals that have a fixed word in the protocol.
    message: code === "notStopped" || code === "cancelled" ? code : sentence,
    error: {
      id: errorCodes[code],
      // Braces would be taken for variables.
      format: sentence.includes("{") ? "{sentence}" : sentence,
      ...(sentence.includes("{") ? { variables: { sentence } } : {}),
      showUser: audience !== "client",
    },
  };
}

/** For a reason that stands inside a sentence. */
export const withoutStop = (sentence: string) => sentence.replace(/\.$/, "");
