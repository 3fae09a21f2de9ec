import type { EngineEvent } from "../../src/engine/events.ts";
import type { Stop as EngineStop } from "../../src/engine/model.ts";
import { breakpointOut } from "../breakpoints/breakpoint-out.ts";
import { moduleOut } from "../sources/modules.ts";
import type { Events } from "../wire/protocol.ts";
import { followChild } from "./follow-children.ts";
import { logged } from "./logged.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import { Stop } from "./state.ts";

const categories = {
  stdout: "stdout",
  stderr: "stderr",
  debugString: "console",
  engine: "console",
} as const;

const moduleReasons = {
  moduleLoaded: "new",
  moduleChanged: "changed",
  moduleUnloaded: "removed",
} as const;

/** Turns what the engine tells into steps of the session and events for the client. */
export function onEngineEvent(session: Session, run: Run, event: EngineEvent): void {
  if (session.phase === "over") return;
  if (event.type === "output" && event.channel === "log") {
    session.logLines.add(logged(session, run, event));
    return;
  }
  session.logLines.flush();
  switch (event.type) {
    case "output":
      if (event.channel === "log") break;
      session.raise("output", { category: categories[event.channel], output: event.text });
      break;
    case "childStarted": {
      if (run.configuration.followChildren) void followChild(session, run, event.processId);
      break;
    }
    case "symbolsLoading": {
      session.loadsSymbols = true;
      const news = `Loading symbols: ${event.file}, ${event.byteCount} bytes`;
      for (const { report } of session.progress.values()) report(news);
      break;
    }
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
      if (event.type === "threadExited") run.leaving.delete(event.threadId);
      session.raise("thread", {
        reason: event.type === "threadStarted" ? "started" : "exited",
        threadId: event.threadId,
      });
      break;
    case "breakpointChanged":
      for (const changed of session.breakpoints.changed(event.breakpoint)) {
        const breakpoint = breakpointOut(session, changed);
        session.raise("breakpoint", { reason: "changed", breakpoint });
      }
      break;
    case "moduleLoaded":
    case "moduleChanged":
    case "moduleUnloaded":
      if (event.type === "moduleUnloaded") run.modules.remove(event.module);
      else run.modules.add(event.module);
      session.raise("module", {
        reason: moduleReasons[event.type],
        module: moduleOut(event.module),
      });
      break;
    case "exited":
      onExited(session, run, event);
      break;
    case "lost":
      // Without its engine the connection cannot be used any more either.
      run.connection?.markLost();
      onGone(session, run, () => session.say("important", lossOf(run, event)));
      break;
  }
}

/** What was lost; a process server by its address, as a client may use several. */
function lossOf({ connection }: Run, { what, message }: Extract<EngineEvent, { type: "lost" }>) {
  const address = what === "processServer" ? connection?.address : undefined;
  if (address === undefined || message.includes(address)) return message;
  return `${message} Its address was ${address}.`;
}

function onStopped(session: Session, run: Run, { threadId, reason, text }: EngineStop): void {
  if (session.phase !== "running" && session.phase !== "stopped") return;
  if (run.configuration.noDebug && reason.kind !== "pause") {
    // The program is to run as if nobody watched.
    run.engine?.resume().catch((error) => session.log(String(error)));
    return;
  }
  session.advance({ phase: "stopped", stop: new Stop(threadId, session.numbers) });
  const told: Events["stopped"] = {
    reason: reason.kind,
    threadId,
    allThreadsStopped: true,
    ...(reason.kind === "breakpoint" ? hitBreakpoints(session, reason.breakpointIds) : {}),
    ...(reason.kind === "exception" ? { text: reason.name } : {}),
    ...(text === undefined ? {} : { description: text }),
  };
  run.toldStop = told;
  session.raise("stopped", told);
}

/** The breakpoints of a stop; the first one says which kind of breakpoint the reason is. */
function hitBreakpoints(session: Session, engineIds: readonly number[]) {
  const hit = engineIds.flatMap((engineId) => session.breakpoints.withEngineId(engineId));
  return { reason: hit[0]?.kind ?? "breakpoint", hitBreakpointIds: hit.map(({ id }) => id) };
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
