import { EngineError } from "../../engine/errors.ts";
import { breakAtEntry } from "../debuggee/entry-breakpoint.ts";
import type { SignalStop } from "./exception-info.ts";
import type { Locking } from "./motion.ts";
import { StopControl } from "./stop-control.ts";

/**
 * What sets the debuggee in motion and stops it.
 *
 * gdb runs with target-non-stop, so it can be asked and told things while the debuggee runs; to
 * the user all threads stop and go together.
 */
export class RunControl extends StopControl {
  /** Lets a held debuggee go. */
  async start(stopAtEntry: boolean): Promise<void> {
    this.requireStopped();
    if (this.core !== undefined) return this.#showCore(this.core.fault);
    if (stopAtEntry && this.debuggee?.origin === "attached") {
      this.state = "stopped";
      const [first] = await this.parts.threads.list();
      this.announcer.tell(first?.id, { kind: "entry" });
      return;
    }
    if (stopAtEntry) this.stops.expectEntry(await breakAtEntry(this.parts.mi));
    await this.#move("-exec-continue");
  }

  /** Tells what the core file was taken at, of the thread that was in it first. */
  async #showCore(fault: SignalStop | undefined): Promise<void> {
    this.state = "stopped";
    const [first] = await this.parts.threads.list();
    if (fault === undefined) {
      this.announcer.tell(first?.id, { kind: "pause" });
      return;
    }
    this.stops.noteException(fault);
    this.announcer.tell(first?.id, { kind: "exception", name: fault.signal }, fault.meaning);
  }

  /** Lets the debuggee run, or only one thread of it. */
  async resume(threadId?: number): Promise<void> {
    this.requireStopped();
    this.interrupted.end();
    if (threadId === undefined) return this.#move("-exec-continue");
    return this.#move(`-exec-continue --thread ${this.requireThread(threadId)}`, "on");
  }

  /**
   * Runs one of gdb's stepping commands on a thread; where there is none, the debuggee runs on.
   * @param alone Keeps the other threads stopped.
   */
  async step(threadId: number, verb: string, alone = false): Promise<void> {
    this.requireStopped();
    const thread = this.requireThread(threadId);
    const isOut = verb === "-exec-finish";
    const locking = !alone ? "replay" : isOut ? "on" : "step";
    this.interrupted.end();
    if (this.parts.judged().any) await this.interrupted.begin(thread, verb);
    try {
      await this.#move(`${verb} --thread ${thread}${isOut ? " --frame 0" : ""}`, locking);
    } catch (error) {
      const outermost = error instanceof EngineError && /outermost frame/.test(error.native ?? "");
      if (!outermost) throw error;
      // Nobody to return to: out of the outermost frame means to the end of the debuggee.
      await this.#move("-exec-continue");
    }
  }

  /**
   * Steps into one call of the current line: over what comes before it, then into it. Where the
   * thread never gets to the call the step ends behind the line.
   * @param address Of the call instruction, as gdb writes it.
   */
  async stepIntoCall(threadId: number, address: string, alone = false): Promise<void> {
    this.requireStopped();
    const thread = this.requireThread(threadId);
    await this.step(threadId, await this.callStep.begin(thread, address), alone);
  }

  /** Notes that a thread was made to go on elsewhere, and tells of it. */
  noteJump(threadId: number): void {
    this.parts.left();
    this.stops.forgetException();
    this.announcer.tell(threadId, { kind: "goto" });
  }

  /** gdb's number of a thread. @throws {EngineError} `notFound` when there is no such thread. */
  requireThread(threadId: number): string {
    const number = this.parts.threads.numberOf(threadId);
    if (number !== undefined) return number;
    throw new EngineError("notFound", `The debuggee has no thread ${threadId}.`);
  }

  /** Asks the running debuggee to stop. @param threadId The thread to tell the stop of. */
  async interrupt(threadId?: number): Promise<void> {
    if (!this.running) return;
    this.announcer.prefer(threadId);
    this.unseen.want();
    await this.pause.ask();
  }

  async #move(command: string, locking: Locking = "replay"): Promise<void> {
    const before = this.state;
    this.state = "running";
    this.condition.leave();
    this.parts.left();
    this.forbidCalls();
    try {
      await this.motion.begin(command, locking);
    } catch (error) {
      if (this.state === "running") this.state = before;
      this.allowCalls();
      this.parts.stuck();
      throw error;
    }
  }
}
