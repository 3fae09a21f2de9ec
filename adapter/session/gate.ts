/** Something that happens once and can be waited for, before and after. */
export class Gate {
  readonly passed: Promise<void>;
  #pass: () => void = () => {};
  #open = false;

  constructor() {
    this.passed = new Promise((resolve) => {
      this.#pass = resolve;
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  open(): void {
    this.#open = true;
    this.#pass();
  }
}

/**
 * Waits for a promise, but not longer than `timeoutMs`.
 * @returns whether it was settled in time. A rejection in time is passed on, a later one is dropped.
 */
export async function settledWithin(
  promise: Promise<unknown>,
  timeoutMs: number,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => {});
  }
}
