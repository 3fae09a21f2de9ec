import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { EngineError } from "../../src/engine/errors.ts";
import type { FrameId, ValueFormat } from "../../src/engine/model.ts";
import { mayHaveSideEffects } from "../../src/util/side-effects.ts";
import { notStopped } from "../requests/errors.ts";
import type { Session } from "../session/session.ts";
import { evaluated } from "../values/evaluated.ts";
import { tellChanged } from "../values/tell-changed.ts";
import type { PendingRequest } from "../wire/client-link.ts";
import { carryOutIntent } from "./carry-out-intent.ts";
import { commandPrefix } from "./command-prefix.ts";

/** What was typed into the console. */
export interface Typed {
  readonly text: string;
  readonly frame?: FrameId | undefined;
  readonly format?: ValueFormat | undefined;
}

/** A word and an operand of its own; `x` or `x + 1` is more likely a misspelt name. */
const looksLikeCommand = /^[\w-]+(\/\w+)?\s+[*&-]?[\w"'$/.]/;

type Reply = Dap.EvaluateResponse["body"];

/**
 * Carries out a line of the console: an expression or, marked by its prefix or because it is no
 * expression, a command of the engine. A command that moves or ends the debuggee becomes a step of
 * the session itself, so that the client always knows where the debuggee is.
 */
export async function inConsole(
  session: Session,
  typed: Typed,
  pending: PendingRequest,
): Promise<Reply> {
  const { text, frame, format } = typed;
  if (text === "") return said("");
  const command = text.replace(commandPrefix, "");
  if (session.phase === "running") return ran(session, { ...typed, text: command }, pending);
  if (command !== text || (await isVerb(session, typed))) {
    try {
      return await ran(session, { ...typed, text: command }, pending);
    } finally {
      tellChanged(session);
    }
  }
  try {
    let noExpression: EngineError;
    try {
      return await evaluated(session, text, frame, format);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure !== "notFound") throw error;
      noExpression = error;
    }
    try {
      return await ran(session, typed, pending);
    } catch (error) {
      const misspelt = error instanceof EngineError && !looksLikeCommand.test(text);
      throw misspelt ? noExpression : error;
    }
  } finally {
    if (mayHaveSideEffects(text)) tellChanged(session);
  }
}

/**
 * Whether a single word moves or ends the debuggee and is no variable here. Only those of the frame
 * count: every C library has functions such as `step` and `kill`, which nobody means.
 */
async function isVerb(session: Session, { text, frame }: Typed): Promise<boolean> {
  const { engine } = session.activeRun;
  if (!/^[.\w]+$/.test(text) || engine.intentOf(text).kind === "plain") return false;
  const here = frame ?? { threadId: session.currentStop.threadId, level: 0 };
  const scopes = (["arguments", "locals"] as const).map((scope) => engine.variables(here, scope));
  return !(await Promise.all(scopes)).flat().some(({ name }) => name === text);
}

/** Runs a command, or does in its place what it is meant to do to the debuggee. */
async function ran(
  session: Session,
  { text, frame }: Typed,
  pending: PendingRequest,
): Promise<Reply> {
  const { engine } = session.activeRun;
  const intent = engine.intentOf(text);
  if (intent.kind !== "plain") {
    return said(await carryOutIntent(session, intent, { frame, command: text }, pending));
  }
  if (session.phase !== "stopped") throw notStopped("evaluate");
  return said((await engine.command(text, frame)).trimEnd());
}

const said = (result: string): Reply => ({ result, variablesReference: 0 });
