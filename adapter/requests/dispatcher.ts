import { setImmediate } from "node:timers/promises";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { en } from "zod/locales";
import * as z from "zod/mini";
import { handlers } from "../handlers/index.ts";
import type { Session } from "../session/session.ts";
import type { Outcome, PendingRequest } from "../wire/client-link.ts";
import { failureOf, notInDump, notStopped, RequestError, requestErrorOf } from "./errors.ts";
import type { Handler } from "./handler.ts";
import { withProgress } from "./progress.ts";
import { Queue } from "./queue.ts";

/**
 * Routes every request of a session to its handler: lookup, arguments, queue, phase, run.
 *
 * Whatever a handler throws becomes the one answer to its request. Once the session is over,
 * requests that the engine never answered are answered here.
 */
export class Dispatcher {
  readonly #session: Session;
  readonly #queue = new Queue();
  /** Requests in progress, without those that end the session. */
  readonly #open = new Set<Promise<Outcome>>();
  /** Each refuses one request in progress. */
  readonly #cuts = new Set<() => void>();

  constructor(session: Session) {
    this.#session = session;
    void session.over.passed.then(() => {
      for (const cut of this.#cuts) cut();
    });
  }

  /** Carries out a request. Never rejects. */
  async answer(request: Dap.Request, pending: PendingRequest): Promise<Outcome> {
    const handler = handlers.get(request.command);
    const outcome = this.#outcome(request, handler, pending);
    if (handler?.ends) {
      await outcome;
      // The reply to `disconnect` has to be the last message, so the others go first.
      if (handler.command === "disconnect") {
        await Promise.all(this.#open);
        await setImmediate();
      }
      return outcome;
    }
    this.#open.add(outcome);
    await outcome;
    this.#open.delete(outcome);
    return outcome;
  }

  async #outcome(
    request: Dap.Request,
    handler: Handler | undefined,
    pending: PendingRequest,
  ): Promise<Outcome> {
    try {
      if (handler === undefined) throw unknownRequest(request.command);
      const args = checkedArguments(handler, request.arguments);
      const run = () => this.#run(handler, args, pending);
      return { body: await (handler.urgent ? run() : this.#queued(handler, pending, run)) };
    } catch (thrown) {
      const error = requestErrorOf(thrown);
      this.#note(request, error);
      return { failure: failureOf(error) };
    }
  }

  /** Runs in turn, unless it is cancelled before; what only looks also while it runs. */
  #queued<T>(handler: Handler, { signal }: PendingRequest, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let begun = false;
      const task = async () => {
        signal.throwIfAborted();
        begun = true;
        return run();
      };
      signal.addEventListener("abort", () => {
        if (!begun || handler.looksOnly) reject(requestCancelled(handler.command));
        if (begun && (!handler.looksOnly || this.#session.loadsSymbols)) void this.#interrupt();
      });
      this.#queue.run(task).then(resolve, reject);
    });
  }

  async #run(
    handler: Handler,
    args: unknown,
    pending: PendingRequest,
  ): Promise<object | undefined> {
    const session = this.#session;
    if (!handler.during.includes(session.phase)) throw wrongPhase(handler, session);
    if (session.isDump) refuseInDump(handler, session, pending);
    if (handler.repliesFirst) pending.holdEvents();
    const work = async () => handler.run(session, args, pending);
    if (!handler.urgent) session.loadsSymbols = false;
    const { title } = handler;
    const running = title ? withProgress(session, { title, pending }, work) : work();
    if (handler.ends || session.phase === "over") return running;
    return this.#untilOver(handler.command, running);
  }

  /** The result, or a refusal as soon as the session is over. */
  #untilOver<T>(command: string, running: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cut = () => reject(sessionOver(command));
      this.#cuts.add(cut);
      running.then(resolve, reject).finally(() => this.#cuts.delete(cut));
    });
  }

  /**
   * Stops a function of the debuggee that an expression calls, and that may never end, or symbols
   * that are on their way.
   */
  async #interrupt(): Promise<void> {
    const { phase, run } = this.#session;
    if (phase !== "stopped" && phase !== "configuring") return;
    await run?.engine?.interrupt().catch((error) => this.#session.log(String(error)));
  }

  #note(request: Dap.Request, error: RequestError): void {
    const causes: string[] = [];
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      const native = "native" in cause && cause.native ? ` [${cause.native}]` : "";
      const text = error.audience === "developer" ? (cause.stack ?? cause.message) : cause.message;
      causes.push(`${text}${native}`);
    }
    const line = `${request.command} failed (${error.code}): ${causes.join(" <- ")}`;
    if (error.audience === "developer") this.#session.log(line);
    else this.#session.trace.note(line);
  }
}

// In its small form zod has no texts of its own for what is wrong.
z.config(en());

/** Checks the arguments of a request. Null counts as absent, as some clients send it for that. */
function checkedArguments(handler: Handler, given: unknown): unknown {
  const args =
    typeof given === "object" && given !== null && !Array.isArray(given)
      ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
      : (given ?? {});
  const parsed = handler.args().safeParse(args);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues as [z.core.$ZodIssue];
  throw new RequestError("badArguments", "client", wrongArgument(handler.command, args, issue));
}

function wrongArgument(
  command: string,
  args: unknown,
  { path, message }: z.core.$ZodIssue,
): string {
  if (path.length === 0) return `'${command}' was sent with unusable arguments: ${message}.`;
  const name = path.map(String).join(".");
  let value: unknown = args;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  if (value === undefined) return `'${command}' was sent without its argument '${name}'.`;
  return `'${command}' was sent with an unusable argument '${name}': ${message}.`;
}

function unknownRequest(command: unknown): RequestError {
  return new RequestError(
    "unknownRequest",
    "client",
    typeof command === "string"
      ? `This debug adapter does not know the request '${command}'.`
      : "A request without a command cannot be answered.",
  );
}

function requestCancelled(command: string): RequestError {
  return new RequestError("cancelled", "client", `'${command}' was cancelled on request.`);
}

function sessionOver(command: string): RequestError {
  return new RequestError(
    "sessionOver",
    "client",
    `'${command}' cannot be answered any more: the debug session is over.`,
  );
}

/** @throws {RequestError} `unsupported` for what needs a process. */
function refuseInDump(
  { command, needsProcess }: Handler,
  session: Session,
  pending: PendingRequest,
): void {
  if (needsProcess === undefined || needsProcess === "answered") return;
  const stop = session.run?.toldStop;
  if (needsProcess === "motion" && stop !== undefined) {
    pending.afterReply(() => session.raise("stopped", stop));
  }
  throw notInDump(command);
}

/** Says why the request cannot be answered now. */
function wrongPhase({ command, during }: Handler, { phase }: Session): RequestError {
  switch (phase) {
    case "new":
      return new RequestError(
        "notStarted",
        "client",
        `'${command}' cannot be answered before 'initialize'.`,
      );
    case "exited":
      return new RequestError(
        "sessionOver",
        "client",
        `'${command}' cannot be answered any more: the debuggee is gone.`,
      );
    case "ending":
    case "over":
      return sessionOver(command);
    case "running":
    case "restarting":
      if (during.includes("stopped")) {
        return notStopped(command);
      }
      break;
    case "idle":
    case "starting":
    case "configuring":
      if (during.includes("stopped")) {
        return new RequestError(
          "notStarted",
          "client",
          `'${command}' cannot be answered before the debuggee was started.`,
        );
      }
      break;
  }
  return new RequestError(
    "alreadyStarted",
    "client",
    command === "initialize"
      ? "'initialize' was sent already; a session begins only once."
      : `'${command}' cannot be answered: this session has its debuggee already.`,
  );
}
