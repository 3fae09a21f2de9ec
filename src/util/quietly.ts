/**
 * Does something whose failure does not matter, such as telling something over a link that may be
 * closed: a closed link throws at once, one that closes meanwhile rejects, and neither may end the
 * process that only wanted to tell something.
 */
export async function quietly(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch {
    // Nobody listens any more.
  }
}
