import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { FrameId, ValueFormat } from "../../src/engine/model.ts";
import type { Session } from "../session/session.ts";
import { valueOut } from "./variables.ts";

/** The value of an expression, in the words of the protocol. */
export async function evaluated(
  session: Session,
  expression: string,
  frame: FrameId | undefined,
  format: ValueFormat | undefined,
): Promise<Dap.EvaluateResponse["body"]> {
  const { currentStop: stop, client } = session;
  const variable = await session.activeRun.engine.evaluate(expression, frame, format);
  const { value, ...rest } = valueOut(variable, stop, client);
  return { result: value, ...rest };
}
