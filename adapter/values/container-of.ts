import { staleReference } from "../requests/errors.ts";
import type { Session } from "../session/session.ts";
import type { Container } from "../session/state.ts";

/**
 * What a `variablesReference` stands for.
 * @throws {RequestError} `staleReference` for one of an earlier stop, or one never handed out.
 */
export function containerOf(session: Session, variablesReference: number): Container {
  const container = session.currentStop.containers.get(variablesReference);
  if (container !== undefined) return container;
  throw staleReference(`variable ${variablesReference}`);
}
