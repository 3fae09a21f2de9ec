import { expect, test } from "vitest";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { UnleftBreakpoints } from "./unleft-breakpoints.ts";

/** Two threads of a stopped debuggee, each at an address of its own. */
function world() {
  const addresses = [0x1000n, 0x2000n];
  const state = { current: 1, event: 0 };
  const engine = {
    systemObjects: {
      eventThread: () => state.event,
      currentThreadId: () => state.current,
      setCurrentThreadId: (thread: number) => {
        state.current = thread;
      },
      threads: () => addresses.map((_address, engineId) => ({ engineId, systemId: engineId })),
    },
    registers: { instructionOffset: () => addresses[state.current] },
  } as unknown as EngineObjects;
  return { unleft: new UnleftBreakpoints(engine), addresses, state };
}

test("a thread that another event finds where it was hit is hit there again", () => {
  const { unleft, state } = world();
  unleft.hit(true);
  state.event = 1;
  unleft.look();
  expect(state.current).toBe(1);
  state.event = 0;
  expect(unleft.isHitAgain()).toBe(true);
});

test("a thread that has left its breakpoint is hit anew", () => {
  const { unleft, addresses } = world();
  unleft.hit(true);
  addresses[0] = 0x1004n;
  unleft.look();
  addresses[0] = 0x1000n;
  expect(unleft.isHitAgain()).toBe(false);
});

test("a thread that went on without another event is hit anew", () => {
  const { unleft } = world();
  unleft.hit(false);
  unleft.look();
  expect(unleft.isHitAgain()).toBe(false);
});

test("another thread at the same place is hit for the first time", () => {
  const { unleft, addresses, state } = world();
  unleft.hit(true);
  unleft.look();
  state.event = 1;
  addresses[1] = 0x1000n;
  expect(unleft.isHitAgain()).toBe(false);
});

test("the hit that comes again is the last of its kind", () => {
  const { unleft } = world();
  unleft.hit(true);
  unleft.look();
  unleft.hit(false);
  expect(unleft.isHitAgain()).toBe(false);
});

test("a thread that has ended is not looked at", () => {
  const { unleft, addresses } = world();
  unleft.hit(true);
  addresses.length = 0;
  unleft.look();
  expect(unleft.isHitAgain()).toBe(false);
});
