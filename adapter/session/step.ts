import * as z from "zod/mini";
import type { StepKind } from "../../src/engine/model.ts";
import type { Session } from "./session.ts";

/** Arguments that all stepping requests share. */
export const stepArguments = z.object({
  threadId: z.int(),
  granularity: z._default(z.enum(["statement", "line", "instruction"]), "statement"),
  singleThread: z._default(z.boolean(), false),
});

/** Carries out a step; one thread alone where that is wanted and the engine can do it. */
export async function step(
  session: Session,
  kind: StepKind,
  { threadId, granularity, singleThread }: z.output<typeof stepArguments>,
  targetId?: number,
): Promise<undefined> {
  const { engine } = session.activeRun;
  const alone = singleThread && engine.features.singleThread;
  await session.setInMotion(() => engine.step(threadId, kind, granularity, { alone, targetId }));
}
