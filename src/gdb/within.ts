import { setTimeout as delay } from "node:timers/promises";

/** Waits for work to be done, but not longer than the given time; failures count as done. */
export async function within(timeMs: number, work: Promise<unknown> | undefined): Promise<void> {
  const settled = Promise.resolve(work).catch(() => {});
  await Promise.race([settled, delay(timeMs, undefined, { ref: false })]);
}
