import { expect, test } from "vitest";
import { Status } from "../../native/constants.ts";
import { Pump } from "./pump.ts";

/** A control that notes what it is asked for; the debuggee never stops by itself. */
function control() {
  const calls: string[] = [];
  return {
    calls,
    setExecutionStatus: (status: number) => void calls.push(`status ${status}`),
    setInterrupt: () => void calls.push("interrupt"),
    waitForEvent: (ms?: number) => {
      calls.push(`wait ${ms}`);
      return false;
    },
  };
}

test("GO is set again before every slice, or an interrupt would be lost", () => {
  const engine = control();
  const pump = new Pump(engine);
  pump.begin(Status.GO);
  pump.slice(50, false);
  pump.slice(50, true);
  expect(engine.calls).toEqual(["status 1", "wait 50", "status 1", "interrupt", "wait 50"]);
});

test("an exception is passed on once, by the first slice", () => {
  const engine = control();
  const pump = new Pump(engine);
  pump.begin(Status.GO_NOT_HANDLED);
  pump.slice(50, false);
  pump.slice(50, false);
  expect(engine.calls).toEqual(["status 3", "wait 50", "status 1", "wait 50"]);
});

test("a step is left alone between slices", () => {
  const engine = control();
  const pump = new Pump(engine);
  pump.begin(Status.STEP_OVER);
  pump.slice(50, false);
  pump.slice(50, false);
  expect(engine.calls).toEqual(["status 4", "wait 50", "wait 50"]);
});

test("an interrupt is sent once the debuggee runs, and only one until it has arrived", () => {
  const engine = control();
  const pump = new Pump(engine);
  pump.begin(Status.STEP_OVER);
  pump.slice(50, true);
  expect(pump.breakInUnderWay).toBe(false);
  pump.slice(50, true);
  pump.slice(50, true);
  expect(pump.breakInUnderWay).toBe(true);
  pump.breakInArrived();
  pump.begin(Status.GO);
  pump.slice(50, true);
  pump.slice(50, true);
  expect(engine.calls.filter((call) => call === "interrupt")).toHaveLength(2);
});
