import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { FrameId, ValueFormat } from "../../src/engine/model.ts";
import type { Session } from "../session/session.ts";
import { withoutSpecifier } from "./format-specifier.ts";
import { valueOut } from "./variables.ts";

/** The value of an expression, in the words of the protocol. */
export async function evaluated(
  session: Session,
  text: string,
  frame: FrameId | undefined,
  usual: ValueFormat | undefined,
): Promise<Dap.EvaluateResponse["body"]> {
  const { currentStop: stop, client } = session;
  const { expression, format: specified } = withoutSpecifier(text);
  const { engine } = session.activeRun;
  const variable = await engine.evaluate(expression, frame, specified ?? usual);
  const { value, ...rest } = valueOut(variable, { stop, client, specified });
  return { result: value, ...rest };
}
