import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Session } from "../session/session.ts";
import { Numbers } from "../values/handles.ts";
import type { PendingRequest } from "../wire/client-link.ts";
import { type Report, withProgress } from "./progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that reports a thousand steps within ten seconds; answers the events that were told. */
async function told(work: (report: Report, step: number) => void) {
  const events: { name: string; percentage?: number }[] = [];
  const session = {
    client: { showsProgress: true },
    numbers: new Numbers(),
    phase: "stopped",
    progress: new Map(),
    raise: (name: string, body: object) => events.push({ name, ...body }),
  } as unknown as Session;
  await withProgress(
    session,
    { title: "x", pending: { seq: 1 } as PendingRequest },
    async (report) => {
      for (let step = 0; step < 1000; step++) {
        work(report, step);
        await vi.advanceTimersByTimeAsync(10);
      }
    },
  );
  return events;
}

test("updates are far fewer than reports, and percentages stay between 0 and 100", async () => {
  const events = await told((report, step) => report(`step ${step}`, step / 8));

  expect(events.length).toBeLessThan(50);
  expect(events[0]?.name).toBe("progressStart");
  expect(events.at(-1)?.name).toBe("progressEnd");
  const percentages = events.flatMap(({ percentage }) => percentage ?? []);
  expect(percentages).toEqual(percentages.toSorted((a, b) => a - b));
  expect(percentages.every((each) => Number.isInteger(each) && each >= 0 && each <= 100)).toBe(
    true,
  );
});

test("what has nothing new to say is not updated", async () => {
  const events = await told((report, step) => {
    if (step === 0) report("the only step");
  });

  expect(events.map(({ name }) => name)).toEqual(["progressStart", "progressEnd"]);
});
