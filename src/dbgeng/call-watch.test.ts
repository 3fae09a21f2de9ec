import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallWatch } from "./call-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(): { calls: CallWatch; expired: string[] } {
  const expired: string[] = [];
  return { calls: new CallWatch((call) => expired.push(call)), expired };
}

test("a call that is answered in time is forgotten", () => {
  const { calls, expired } = watch();
  const done = calls.begin("stack", { limitMs: 100 });
  vi.advanceTimersByTime(99);
  done();
  vi.advanceTimersByTime(1000);
  expect(expired).toEqual([]);
});

test("the limit of a call counts from its turn", () => {
  const { calls, expired } = watch();
  const first = calls.begin("command", { limitMs: 1000 });
  calls.begin("stack", { limitMs: 100 });
  vi.advanceTimersByTime(900);
  first();
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual(["stack"]);
});

test("an urgent call does not wait for its turn, and only the first is told", () => {
  const { calls, expired } = watch();
  calls.begin("command", { limitMs: 1000 });
  calls.begin("kill", { limitMs: 50, urgent: true });
  vi.advanceTimersByTime(5000);
  expect(expired).toEqual(["kill"]);
});

test("a host that shows to be at work gets its time anew", () => {
  const { calls, expired } = watch();
  calls.begin("stack", { limitMs: 100 });
  vi.advanceTimersByTime(99);
  calls.alive();
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual(["stack"]);
});
