import type { Engine } from "../../engine/engine.ts";
import type {
  FrameId,
  GotoTarget,
  StepGranularity,
  StepInTarget,
  StepKind,
} from "../../engine/model.ts";
import { SessionCalls } from "../session-calls.ts";

type StepOptions = NonNullable<Parameters<Engine["step"]>[3]>;

const stepVerbs = {
  over: "-exec-next",
  into: "-exec-step",
  out: "-exec-finish",
} as const;

/** The calls of an engine that set its debuggee in motion and stop it. */
export class MotionCalls extends SessionCalls {
  async start(options: { stopAtEntry: boolean }): Promise<void> {
    await this.session.run.start(options.stopAtEntry);
  }

  async resume(threadId?: number): Promise<void> {
    await this.session.run.resume(threadId);
  }

  async step(
    threadId: number,
    kind: StepKind,
    granularity: StepGranularity,
    options: StepOptions = {},
  ): Promise<void> {
    const { run, jumps } = this.session;
    const { alone, targetId } = options;
    run.requireStopped();
    if (targetId !== undefined) {
      return run.stepIntoCall(threadId, jumps.requireCall(targetId).address, alone);
    }
    const whole = granularity !== "instruction" || kind === "out";
    const verb = whole ? stepVerbs[kind] : `${stepVerbs[kind]}-instruction`;
    await run.step(threadId, verb, alone);
  }

  async stepInTargets(frame: FrameId): Promise<readonly StepInTarget[]> {
    return this.session.jumps.stepInTargets(this.place(frame));
  }

  async gotoTargets(path: string, line: number): Promise<readonly GotoTarget[]> {
    this.session.run.requireStopped();
    return this.session.jumps.gotoTargets(path, line);
  }

  async goTo(threadId: number, targetId: number): Promise<void> {
    const { run, jumps } = this.session;
    await jumps.goTo(this.place({ threadId, level: 0 }).thread, targetId);
    run.noteJump(threadId);
  }

  async interrupt(threadId?: number): Promise<void> {
    await this.session.interrupt(threadId);
  }
}
