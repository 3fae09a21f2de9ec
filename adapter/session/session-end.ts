import { EngineError, sentenceOf } from "../../src/engine/errors.ts";
import { requestErrorOf } from "../requests/errors.ts";
import { type Ending, type EndingCause, endingOf, overtakes } from "./ending.ts";
import { Gate, settledWithin } from "./gate.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** How long one step of an ending may take. Clients lose their patience after 2 to 3 seconds. */
const patienceMs = 3000;

/** How long a start that was told to give up is waited for. */
const startPatienceMs = 1000;

/** How long after the end of the debuggee its `exited` may arrive. */
const exitEventPatienceMs = 500;

/** One try to end the session. It may be overtaken by another, or fail and leave the session on. */
interface Attempt {
  readonly cause: EndingCause;
  readonly overtaken: Gate;
  done: Promise<void>;
}

/**
 * Ends one session: first the debuggee, then the process server, then the engine.
 *
 * Endings may arrive in any order, twice and at the same time. Whatever was begun is not begun
 * again, so that the connection to the process server is spent exactly once.
 */
export class SessionEnd {
  readonly #session: Session;
  #attempt: Attempt | undefined;
  #debuggee: { readonly fate: Ending["debuggee"]; readonly done: Promise<void> } | undefined;
  #server: { readonly fate: Ending["server"]; readonly done: Promise<void> } | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Ends the session; does nothing when that is done already.
   * @throws {RequestError} when the debuggee cannot be ended: after `terminate` the session then
   * goes on, after anything else it is over all the same.
   */
  async end(cause: EndingCause): Promise<void> {
    while (this.#session.phase !== "over") {
      const current = this.#attempt;
      if (current !== undefined && !overtakes(cause, current.cause)) {
        // Should the other one fail, this one is still to be carried out.
        await current.done.catch(() => {});
        continue;
      }
      current?.overtaken.open();
      const attempt: Attempt = { cause, overtaken: new Gate(), done: Promise.resolve() };
      this.#attempt = attempt;
      attempt.done = this.#carryOut(attempt, current !== undefined).finally(() => {
        if (this.#attempt === attempt) this.#attempt = undefined;
      });
      return attempt.done;
    }
  }

  async #carryOut(attempt: Attempt, overtaking: boolean): Promise<void> {
    const session = this.#session;
    const run = session.run;
    const before = session.beginEnding();
    let failure: unknown;
    let answers = true;
    let closed = Promise.resolve();
    let fate: string | undefined;
    if (run !== undefined) {
      const starting = !run.started.isOpen;
      if (starting) {
        run.aborted.open();
        await settledWithin(run.started.passed, startPatienceMs);
      }
      const ending = endingOf(
        attempt.cause,
        {
          debuggee: starting ? "starting" : run.gone.isOpen ? "exited" : "running",
          origin: run.configuration.request === "launch" ? "launched" : "attached",
          canSuspend: run.engine?.features.suspendDebuggee ?? false,
        },
        run.configuration,
      );
      try {
        answers = await this.#endDebuggee(run, ending, attempt, overtaking);
        if (!answers) throw doesNotAnswer(ending);
      } catch (error) {
        const there = !isLost(error) && !run.gone.isOpen;
        if (attempt.cause.by === "terminate" && there && !attempt.overtaken.isOpen) {
          this.#debuggee = undefined;
          session.advance(before);
          throw requestErrorOf(error, "user");
        }
        failure = isLost(error) ? undefined : error;
      }
      if (attempt.overtaken.isOpen) return;
      // An engine that does not answer would not answer about the server either.
      if (answers) fate = await this.#leaveServer(run, ending);
      if (attempt.overtaken.isOpen) return;
      closed = bounded(run.engine?.close());
      // Only an engine that still holds something has to be waited for.
      if (starting || !answers || failure !== undefined) await closed;
    }
    session.closed = closed;
    session.finish(fate, run !== undefined || attempt.cause.by === "terminate");
    if (failure !== undefined) throw requestErrorOf(failure, "user");
  }

  /** @returns false when the engine does not answer. */
  async #endDebuggee(run: Run, ending: Ending, attempt: Attempt, hurry: boolean): Promise<boolean> {
    const { engine } = run;
    if (engine === undefined || !run.engaged || run.gone.isOpen) return true;
    if (this.#debuggee?.fate !== ending.debuggee) {
      const done = {
        end: () => engine.kill(),
        detach: () => engine.detach(),
        suspend: () => engine.suspend(),
      }[ending.debuggee]();
      this.#debuggee = { fate: ending.debuggee, done };
    }
    const { done } = this.#debuggee;
    const inTime = await settledWithin(
      Promise.race([done, attempt.overtaken.passed]),
      hurry ? patienceMs / 3 : patienceMs,
    );
    done.catch(() => {});
    if (
      inTime &&
      ending.debuggee === "end" &&
      run.debuggee !== undefined &&
      !attempt.overtaken.isOpen
    ) {
      await settledWithin(run.gone.passed, exitEventPatienceMs);
    }
    return inTime;
  }

  /** Spends the connection. @returns the sentence about the server's fate. */
  async #leaveServer(run: Run, ending: Ending): Promise<string | undefined> {
    const { connection } = run;
    if (connection === undefined) return undefined;
    if (this.#server === undefined) {
      if (!connection.open) return undefined;
      const done = ending.server === "end" ? connection.end() : connection.disconnect();
      this.#server = { fate: ending.server, done };
    }
    const { fate, done } = this.#server;
    const name = `Process server ${connection.address}`;
    try {
      if (!(await settledWithin(done, patienceMs))) {
        return `${name} does not answer; whether it still runs is not known.`;
      }
    } catch (error) {
      if (fate === "end") return `${name} could not be ended: ${sentenceOf(error)}`;
      return `${name} was left with an error: ${sentenceOf(error)}`;
    }
    if (fate === "end") return `${name} ended.`;
    if (!run.embedded) return `${name} keeps running.`;
    const lives = ending.debuggee !== "end" && !run.gone.isOpen && run.configuration.launch;
    return lives
      ? `${name} keeps running until the debuggee ends.`
      : `${name} ends by itself, because this session started it and needs it no more.`;
  }
}

async function bounded(work: Promise<void> | undefined): Promise<void> {
  await settledWithin(work ?? Promise.resolve(), patienceMs).catch(() => {});
}

function doesNotAnswer({ debuggee }: Ending): EngineError {
  const done = { end: "ended", detach: "left", suspend: "left stopped" }[debuggee];
  return new EngineError(
    "native",
    `The debuggee could not be ${done}: the debugger does not answer.`,
  );
}

const isLost = (error: unknown) => error instanceof EngineError && error.failure === "lost";
