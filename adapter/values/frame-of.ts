import type { FrameId } from "../../src/engine/model.ts";
import { staleReference } from "../requests/errors.ts";
import type { Session } from "../session/session.ts";

/**
 * The frame that the client means.
 * @throws {RequestError} `staleReference` for an id of an earlier stop, or one never handed out.
 */
export function frameOf(session: Session, frameId: number): FrameId {
  const frame = session.currentStop.frames.get(frameId);
  if (frame !== undefined) return frame;
  throw staleReference(`stack frame ${frameId}`);
}

/** The same where the client may leave the frame out. */
export function frameIfAny(session: Session, frameId: number | undefined): FrameId | undefined {
  return frameId === undefined ? undefined : frameOf(session, frameId);
}
