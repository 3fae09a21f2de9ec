import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks until the answer is yes, for things outside that tell nobody when they change.
 * @throws {Error} naming `what` when it does not happen within the time.
 */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 60_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > deadline) {
      throw new Error(`It did not happen within ${timeoutMs} ms: ${what}.`);
    }
    await delay(25);
  }
}
