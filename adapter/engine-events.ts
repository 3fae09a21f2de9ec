import type { EngineEvent } from "../src/engine/events.ts";
import type { Stop as EngineStop } from "../src/engine/model.ts";
import { breakpointOut } from "./breakpoints.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import { Stop } from "./state.ts";

const categories = {
  stdout: "stdout",
  stderr: "stderr",
  debugString: "console",
  engine: "console",
} as const;

/** Turns what the engine tells into steps of the session and events for the client. */
export function onEngineEvent(session: Session, run: Run, event: EngineEvent): void {
  if (session.phase === "over") return;
  switch (event.type) {
    case "output":
      session.raise("output", { category: categories[event.channel], output: event.text });
      break;
    case "stopped":
      onStopped(session, run, event.stop);
      break;
    case "resumed": {
      if (session.phase !== "stopped") break;
      const { threadId } = session.currentStop;
      session.advance({ phase: "running" });
      session.raise("continued", {
        threadId: event.threadId ?? threadId,
        allThreadsContinued: event.threadId === undefined,
      });
      break;
    }
    case "threadStarted":
    case "threadExited":
      session.raise("thread", {
        reason: event.type === "threadStarted" ? "started" : "exited",
        threadId: event.threadId,
      });
      break;
    case "breakpointChanged": {
      const changed = session.breakpoints.changed(event.breakpoint);
      if (changed === undefined) break;
      const breakpoint = breakpointOut(changed, session.client);
      session.raise("breakpoint", { reason: "changed", breakpoint });
      break;
    }
    case "exited":
      onExited(session, run, event);
      break;
    case "lost":
      // Without its engine the connection cannot be used any more either.
      run.connection?.markLost();
      onGone(session, run, () => session.say("important", event.message));
      break;
  }
}

function onStopped(session: Session, run: Run, { threadId, reason, text }: EngineStop): void {
  if (session.phase !== "running" && session.phase !== "stopped") return;
  if (run.configuration.noDebug && reason.kind !== "pause") {
    // The program is to run as if nobody watched.
    run.engine?.resume().catch((error) => session.log(String(error)));
    return;
  }
  session.advance({ phase: "stopped", stop: new Stop(threadId, session.numbers) });
  session.raise("stopped", {
    reason: reason.kind,
    threadId,
    allThreadsStopped: true,
    ...(reason.kind === "breakpoint"
      ? { hitBreakpointIds: session.breakpoints.idsOf(reason.breakpointIds) }
      : {}),
    ...(reason.kind === "exception" ? { text: reason.name } : {}),
    ...(text === undefined ? {} : { description: text }),
  });
}

function onExited(
  session: Session,
  run: Run,
  { exitCode, text }: Extract<EngineEvent, { type: "exited" }>,
): void {
  // The old debuggee of a restart is not the end of anything.
  if (session.phase === "restarting") {
    run.gone.open();
    return;
  }
  onGone(session, run, () => {
    if (session.phase === "starting") return;
    if (text !== undefined && session.phase !== "ending") session.say("important", text);
    session.raise("exited", { exitCode });
  });
}

/** The debuggee is out of reach. While an ending is in progress, that one says `terminated`. */
function onGone(session: Session, run: Run, tell: () => void): void {
  if (run.gone.isOpen) return;
  tell();
  run.gone.open();
  if (["configuring", "running", "stopped", "restarting"].includes(session.phase)) {
    session.advance({ phase: "exited" });
    session.tellTerminated();
  }
}
