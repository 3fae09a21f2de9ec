import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tupleOf } from "../mi/mi-value.ts";

/** Where a thread is: its stack pointer tells deeper frames from outer ones. */
interface Position {
  readonly stackPointer: bigint;
  readonly address: string | undefined;
  readonly line: number | undefined;
}

/**
 * A step that a stop has interrupted which nobody is to be told of, such as one at a breakpoint
 * whose condition does not hold. gdb has forgotten the step by then.
 */
export class InterruptedStep {
  readonly #mi: MiSession;
  #step: { readonly thread: string; readonly verb: string; readonly from: Position } | undefined;
  #returning = false;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** gdb's number of the thread that steps; undefined when none does. */
  get thread(): string | undefined {
    return this.#step?.thread;
  }

  /** Notes where a step begins. */
  async begin(thread: string, verb: string): Promise<void> {
    this.#step = { thread, verb, from: await this.#position(thread) };
  }

  /** Notes that the debuggee does something else, or has stopped for good. */
  end(): void {
    this.#step = undefined;
    this.#returning = false;
  }

  /** Whether a stop with this reason is the return from a call, on the way back to the step. */
  returned(reason: string | undefined): boolean {
    return this.#returning && reason === "function-finished";
  }

  /** The command that goes on with the step; undefined when the thread is where the step ends. */
  async next(): Promise<string | undefined> {
    this.#returning = false;
    if (this.#step === undefined) return undefined;
    const { thread, verb, from } = this.#step;
    const { stackPointer, address, line } = await this.#position(thread);
    const isOut = verb.startsWith("-exec-finish");
    const deeper = stackPointer < from.stackPointer;
    if (isOut ? stackPointer <= from.stackPointer : deeper && verb.startsWith("-exec-next")) {
      this.#returning = !isOut || deeper;
      return `-exec-finish --thread ${thread} --frame 0`;
    }
    const isThere = verb.endsWith("instruction") ? address !== from.address : line !== from.line;
    return isOut || deeper || isThere ? undefined : `${verb} --thread ${thread}`;
  }

  async #position(thread: string): Promise<Position> {
    const place = `--thread ${thread} --frame 0`;
    const [pointer, info] = await Promise.all([
      this.#mi.send(`-data-evaluate-expression ${place} "$sp"`),
      this.#mi.send(`-stack-info-frame ${place}`),
    ]);
    const frame = tupleOf(info.results, "frame");
    return {
      stackPointer: BigInt(/0x[0-9a-f]+/.exec(textOf(pointer.results, "value") ?? "")?.[0] ?? 0),
      address: textOf(frame, "addr"),
      line: numberOf(frame, "line"),
    };
  }
}
