/** A command line that makes no sense. The message is one sentence; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
