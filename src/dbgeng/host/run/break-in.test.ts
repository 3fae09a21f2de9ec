import { expect, test } from "vitest";
import { BreakIn } from "./break-in.ts";
import type { StopEvent } from "./stop-event.ts";

test("the thread of a break-in is told once, and only while one is under way", () => {
  const ourInterrupt = { type: "exception" } as StopEvent;
  const pump = {
    breakInUnderWay: true,
    breakInArrived: () => {
      pump.breakInUnderWay = false;
    },
  };
  const own = { isBreakIn: (event: StopEvent) => event === ourInterrupt };
  const breakIn = new BreakIn({ eventThread: () => 1 }, pump, own);

  expect(breakIn.carrierOf({ type: "breakpoint", id: 1 } as StopEvent)).toBe(undefined);
  expect(breakIn.carrierOf(ourInterrupt)).toBe(1);
  expect(breakIn.carrierOf(ourInterrupt)).toBe(undefined);
});
