import type { StepGranularity, StepKind } from "../../../engine/model.ts";
import type { StackFrame } from "../../native/structs.ts";

/** What a stepping thread is to do next. */
export type StepMove =
  /** Let the engine step. */
  | { readonly type: "step"; readonly into: boolean }
  /** Run to an address, reached with the stack pointer above `minStack`. */
  | { readonly type: "runTo"; readonly address: bigint; readonly minStack: bigint }
  | { readonly type: "done" };

/** Why the debuggee stopped in the middle of a step. */
export type StepPause = "engineStep" | "arrived" | "interrupted";

/** What a step needs to know of the stopped debuggee. */
export interface StepView {
  /** Up to `count` frames of the stepping thread, innermost first. Each costs a look at its stack. */
  frames(count: number): readonly StackFrame[];
  /** A text that is equal for addresses of the same source line; undefined without a source. */
  lineOf(address: bigint): string | undefined;
  /** The beginning of the function that an address is in. */
  functionOf(address: bigint): bigint | undefined;
  /** The address behind a function's prologue, for the beginning of a function. */
  behindPrologue(address: bigint): bigint;
}

/** More frames than a step needs to find its own again. */
const deepest = 256;

/**
 * One step of one thread, as moves that can be interrupted between any two of them.
 *
 * The engine steps by itself, but forgets the step when something else stops the debuggee; what was
 * meant is then worked out from the frame in which the step began.
 */
export class StepPlan {
  readonly #kind: StepKind;
  readonly #granularity: StepGranularity;
  readonly #view: StepView;
  readonly #frame: bigint;
  readonly #line: string | undefined;
  readonly #caller: StackFrame | undefined;
  readonly #target: bigint | undefined;

  /** @param target The only function to step into, by its beginning; absent: the first one called. */
  constructor(kind: StepKind, granularity: StepGranularity, view: StepView, target?: bigint) {
    this.#kind = kind;
    this.#granularity = granularity;
    this.#view = view;
    this.#target = target;
    const [top, caller] = view.frames(2);
    this.#frame = top?.frameOffset ?? 0n;
    this.#line = top && view.lineOf(top.instructionOffset);
    this.#caller = caller;
  }

  /** Whether the engine is to step by single instructions. */
  get byInstruction(): boolean {
    return this.#granularity === "instruction" && this.#kind !== "out";
  }

  /** The first move; undefined when there is no caller to step out to. */
  first(): StepMove | undefined {
    if (this.#kind !== "out") return { type: "step", into: this.#kind === "into" };
    if (this.#caller === undefined) return undefined;
    return this.#runOut(this.#caller, this.#frame);
  }

  /** The next move, once the stepping thread has stopped. */
  next(pause: StepPause): StepMove {
    if (this.#kind === "out") return this.#nextOut(pause);
    if (this.byInstruction && pause === "engineStep") return { type: "done" };
    const [top] = this.#view.frames(1);
    if (top === undefined) return { type: "done" };
    // The stack grows down: a called function has the lower frame.
    if (top.frameOffset < this.#frame) return this.#nextBelow(pause);
    if (top.frameOffset > this.#frame || pause === "engineStep") return { type: "done" };
    const line = this.#view.lineOf(top.instructionOffset);
    if (line !== this.#line || this.byInstruction) return { type: "done" };
    return { type: "step", into: this.#kind === "into" };
  }

  #nextOut(pause: StepPause): StepMove {
    if (pause === "arrived" || this.#caller === undefined) return { type: "done" };
    return this.#runOut(this.#caller, this.#frame);
  }

  #nextBelow(pause: StepPause): StepMove {
    const frames = this.#view.frames(deepest);
    const [top, next] = frames;
    if (top === undefined) return { type: "done" };
    const hasSource = this.#view.lineOf(top.instructionOffset) !== undefined;
    if (this.#kind === "into" && hasSource && this.#isWanted(top.instructionOffset)) {
      const body = this.#view.behindPrologue(top.instructionOffset);
      if (body === top.instructionOffset || pause === "arrived") return { type: "done" };
      return { type: "runTo", address: body, minStack: 0n };
    }
    // A call that is stepped over, or has no source to step into: run until it returns.
    const own = frames.findIndex(({ frameOffset }) => frameOffset === this.#frame);
    const [callee, caller] = own > 0 ? [frames[own - 1], frames[own]] : [top, next];
    if (callee === undefined || caller === undefined) return { type: "done" };
    return this.#runOut(caller, callee.frameOffset);
  }

  #isWanted(address: bigint): boolean {
    return this.#target === undefined || this.#view.functionOf(address) === this.#target;
  }

  #runOut(caller: StackFrame, from: bigint): StepMove {
    return { type: "runTo", address: caller.instructionOffset, minStack: from };
  }
}
