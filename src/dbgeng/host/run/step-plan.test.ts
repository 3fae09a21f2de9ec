import { expect, test } from "vitest";
import type { StackFrame } from "../../native/structs.ts";
import { StepPlan, type StepView } from "./step-plan.ts";

/** A frame of the function that owns `frame`, at an address. */
function at(instructionOffset: bigint, frameOffset: bigint): StackFrame {
  const nowhere = { returnOffset: 0n, stackOffset: frameOffset, virtual: false, frameNumber: 0 };
  return { instructionOffset, frameOffset, ...nowhere };
}

/** Addresses below 1000 have source lines of ten bytes; the function `f` at 500 has a prologue. */
function view(
  frames: StackFrame[],
): StepView & { frames: () => StackFrame[]; stack: StackFrame[] } {
  const world = {
    stack: frames,
    frames: () => world.stack,
    lineOf: (address: bigint) => (address < 1000n ? `line ${address / 10n}` : undefined),
    functionOf: (address: bigint) => (address / 100n) * 100n,
    behindPrologue: (address: bigint) => (address === 500n ? 510n : address),
  };
  return world;
}

const main = at(100n, 0x8000n);
const runtime = at(5000n, 0x9000n);

test("a step over that the engine finishes is done", () => {
  const world = view([main, runtime]);
  const plan = new StepPlan("over", "statement", world);
  expect(plan.first()).toEqual({ type: "step", into: false });
  world.stack = [at(110n, 0x8000n), runtime];
  expect(plan.next("engineStep")).toEqual({ type: "done" });
});

test("a step over that is interrupted in a call runs to the end of the call and steps on", () => {
  const world = view([main, runtime]);
  const plan = new StepPlan("over", "statement", world);
  world.stack = [at(700n, 0x6000n), at(600n, 0x7000n), at(104n, 0x8000n), runtime];
  expect(plan.next("interrupted")).toEqual({ type: "runTo", address: 104n, minStack: 0x7000n });
  world.stack = [at(104n, 0x8000n), runtime];
  expect(plan.next("arrived")).toEqual({ type: "step", into: false });
});

test("a step that is interrupted on the next line is done", () => {
  const world = view([main, runtime]);
  const plan = new StepPlan("over", "line", world);
  world.stack = [at(110n, 0x8000n), runtime];
  expect(plan.next("interrupted")).toEqual({ type: "done" });
});

test("a step into goes behind the prologue", () => {
  const world = view([main, runtime]);
  const plan = new StepPlan("into", "statement", world);
  world.stack = [at(500n, 0x7000n), at(104n, 0x8000n), runtime];
  expect(plan.next("engineStep")).toEqual({ type: "runTo", address: 510n, minStack: 0n });
  world.stack = [at(510n, 0x7000n), at(104n, 0x8000n), runtime];
  expect(plan.next("arrived")).toEqual({ type: "done" });
});

test("a step into what has no source passes over it", () => {
  const world = view([main, runtime]);
  const plan = new StepPlan("into", "statement", world);
  world.stack = [at(7000n, 0x7000n), at(104n, 0x8000n), runtime];
  expect(plan.next("engineStep")).toEqual({ type: "runTo", address: 104n, minStack: 0x7000n });
});

test("a step into one function passes over the others", () => {
  const world = view([main, runtime]);
  const plan = new StepPlan("into", "statement", world, 500n);
  world.stack = [at(700n, 0x7000n), at(104n, 0x8000n), runtime];
  expect(plan.next("engineStep")).toEqual({ type: "runTo", address: 104n, minStack: 0x7000n });
  world.stack = [at(500n, 0x7000n), at(104n, 0x8000n), runtime];
  expect(plan.next("engineStep")).toEqual({ type: "runTo", address: 510n, minStack: 0n });
});

test("a step out runs to the caller, past deeper recursion, however often it is interrupted", () => {
  const world = view([at(600n, 0x7000n), main, runtime]);
  const plan = new StepPlan("out", "statement", world);
  const move = { type: "runTo", address: 100n, minStack: 0x7000n };
  expect(plan.first()).toEqual(move);
  expect(plan.next("interrupted")).toEqual(move);
  expect(plan.next("arrived")).toEqual({ type: "done" });
});

test("there is no way out of the outermost function", () => {
  expect(new StepPlan("out", "statement", view([runtime])).first()).toBeUndefined();
});

test("an instruction is one instruction", () => {
  const world = view([main, runtime]);
  const plan = new StepPlan("over", "instruction", world);
  expect(plan.byInstruction).toBe(true);
  world.stack = [at(101n, 0x8000n), runtime];
  expect(plan.next("engineStep")).toEqual({ type: "done" });
});
