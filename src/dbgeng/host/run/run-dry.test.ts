import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Status } from "../../native/constants.ts";
import { type LastRun, runDry } from "./run-dry.ts";
import type { StopEvent } from "./stop-event.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const breakIn: StopEvent = { type: "other" };
const raised = {
  type: "exception",
  record: { code: 0xe0001234, flags: 0, record: 0n, address: 0x7000n, parameters: [] },
  firstChance: true,
  text: "",
} as const satisfies StopEvent;

/** A debuggee, and what each slice of 60 ms brings. */
function world(events: (StopEvent | undefined)[]) {
  const motions: number[] = [];
  const asked: unknown[] = [];
  const pump = {
    breakInUnderWay: false,
    begin: (motion: number) => void motions.push(motion),
  };
  const run = {
    slices: {
      pump,
      exceptions: 0,
      next(interrupt: unknown) {
        vi.advanceTimersByTime(60);
        asked.push(interrupt);
        if (interrupt) pump.breakInUnderWay = true;
        const event = events.shift();
        if (event === raised) run.slices.exceptions += 1;
        return event;
      },
    },
    breakIn: {
      carrierOf(event: StopEvent) {
        if (!pump.breakInUnderWay || event !== breakIn) return undefined;
        pump.breakInUnderWay = false;
        return 9;
      },
    },
    isRunning: () => true,
  };
  return { run: run as unknown as LastRun, motions, asked, left: events };
}

test("a debuggee that nothing comes out of is let go while it runs", () => {
  const { run, asked, motions } = world([]);
  runDry(run, 900);
  expect(asked).toEqual([false, false]);
  expect(motions).toEqual([]);
});

test("one that raises exceptions all the time gets them, and is let go at an interrupt", () => {
  const { run, asked, motions, left } = world([raised, raised, breakIn, raised]);
  runDry(run, 900);
  expect(asked).toEqual([false, false, "at once"]);
  expect(motions).toEqual([Status.GO_NOT_HANDLED, Status.GO_NOT_HANDLED]);
  expect(left).toHaveLength(1);
});
