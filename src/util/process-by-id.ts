/** Whether there is a process of this id that this user may signal. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/** Ends a process at once; does nothing when it is gone already. */
export function endNow(processId: number): void {
  try {
    process.kill(processId, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
