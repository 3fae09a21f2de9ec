import type { CommandIntent, FrameId } from "../../src/engine/model.ts";
import { notInDump, notStopped, RequestError } from "../requests/errors.ts";
import { restartSession } from "../session/restart-session.ts";
import type { Session } from "../session/session.ts";
import type { PendingRequest } from "../wire/client-link.ts";

/** A command that does something to the debuggee. */
export type Intent = Exclude<CommandIntent, { readonly kind: "plain" }>;

/**
 * Does what a command of the engine is meant to do to the debuggee, by the session's own means.
 * @returns a line for the console.
 * @throws {RequestError} `refused` for a command that would leave the session without a debuggee
 * that it knows.
 */
export async function carryOutIntent(
  session: Session,
  intent: Intent,
  { frame, command }: { readonly frame: FrameId | undefined; readonly command: string },
  pending: PendingRequest,
): Promise<string> {
  const { engine } = session.activeRun;
  const leaves = ["detach", "quit", "refused"].includes(intent.kind);
  if (session.isDump && !leaves) throw notInDump(command);
  switch (intent.kind) {
    case "resume":
      await unasked(session, () => engine.resume());
      return "";
    case "step": {
      const { step, granularity } = intent;
      const { threadId } = frame ?? stopOf(session);
      await unasked(session, () => engine.step(threadId, step, granularity));
      return "";
    }
    case "pause":
      if (session.phase === "running") await engine.interrupt();
      return "";
    case "kill":
      // The end itself is told, and some clients write what is told right behind a result.
      await engine.kill();
      return "";
    case "detach":
    case "quit": {
      const by = intent.kind === "detach" ? "detach" : "clientGone";
      // The answer comes first: nothing can be answered once the session is over.
      pending.afterReply(() => {
        session.end({ by }).catch((error) => session.log(String(error)));
      });
      return "";
    }
    case "restart":
      await restartSession(session, undefined);
      return "";
    case "refused":
      throw new RequestError("refused", "client", intent.hint || `'${command}' is not run.`);
  }
}

/** Sets the debuggee in motion although no request of the protocol asked for it. */
async function unasked(session: Session, action: () => Promise<void>): Promise<void> {
  const { threadId } = stopOf(session);
  await session.setInMotion(async () => {
    session.raise("continued", { threadId, allThreadsContinued: true });
    try {
      await action();
    } catch (error) {
      // It still is where it was, and the client has to know that as well.
      session.raise("stopped", { reason: "pause", threadId, allThreadsStopped: true });
      throw error;
    }
  });
}

function stopOf(session: Session) {
  if (session.phase !== "stopped") throw notStopped("evaluate");
  return session.currentStop;
}
