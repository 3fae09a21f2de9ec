const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * Calls the listener when the process is asked to end. Until then the signals end nothing.
 * @returns a function that gives the signals their usual meaning again.
 */
export function onSignals(listener: () => void): () => void {
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
