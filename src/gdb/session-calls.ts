import { EngineError } from "../engine/errors.ts";
import type { FrameId, Variable } from "../engine/model.ts";
import { mayHaveSideEffects } from "../util/side-effects.ts";
import type { DebugSession } from "./debug-session.ts";
import { inCore } from "./dump/in-core.ts";
import { needsCall } from "./run/function-calls.ts";
import { hasOperators } from "./values/expression-kind.ts";
import type { Place } from "./values/place.ts";

/** What the calls of an engine have in common: the session, and the frames that they name. */
export class SessionCalls {
  protected readonly session: DebugSession;

  constructor(session: DebugSession) {
    this.session = session;
  }

  /** Where a frame is. @throws {EngineError} as `RunControl.requireStopped`. */
  protected place(frame: FrameId): Place {
    this.session.run.requireStopped();
    return { thread: this.session.run.requireThread(frame.threadId), level: frame.level };
  }

  /** Where a frame is; without one the top of the thread that stopped last. */
  protected placeOrLast(frame: FrameId | undefined): Place | undefined {
    const threadId = frame?.threadId ?? this.session.run.lastStopped;
    if (threadId === undefined) return undefined;
    return this.place({ threadId, level: frame?.level ?? 0 });
  }

  /** Does what may act on the debuggee, so that it can be broken off. */
  protected acting<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
    if (!mayHaveSideEffects(text)) return work();
    return this.#acting(text, work, () => this.session.exceptions.whileCalling(work));
  }

  /** Evaluates expressions in a frame, which may call functions of the debuggee. */
  protected async evaluating<Result extends string | Variable>(
    text: string,
    place: Place | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const { cFrames, run } = this.session;
    const { debuggee, functionCalls } = run;
    if (!mayHaveSideEffects(text)) {
      const callsNothing = !hasOperators(text) || cFrames.has(place);
      if (debuggee === undefined || callsNothing) return work();
      const found = await functionCalls.without(work).catch((error: unknown) => {
        if (error instanceof EngineError && needsCall(error.native)) return undefined;
        throw error;
      });
      if (found !== undefined && !needsCall(textIn(found))) return found;
    }
    return this.#acting(text, work, () => this.session.calling(work));
  }

  async #acting<Result>(
    text: string,
    work: () => Promise<Result>,
    guarded: () => Promise<Result>,
  ): Promise<Result> {
    if (this.session.run.debuggee === undefined) return inCore(text, work);
    return guarded().finally(() => this.session.variables.noteWrite());
  }
}

/** A pretty printer that would have to call something says so in the value. */
const textIn = (found: string | Variable) => (typeof found === "string" ? found : found.value);
