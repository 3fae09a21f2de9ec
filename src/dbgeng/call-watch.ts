/** How long a call may stay unanswered, in milliseconds. */
export interface CallBound {
  readonly limitMs: number;
  /** Counted from the moment of the call and not from its turn: nobody waits behind others. */
  readonly urgent?: boolean;
}

/**
 * Notices a host that answers nothing. The host answers calls in order, so the limit of a call
 * counts from when it became the oldest one; an urgent call's from when it was made.
 */
export class CallWatch {
  readonly #expired: (call: string) => void;
  readonly #pending = new Map<number, { call: string; bound: CallBound; timer?: NodeJS.Timeout }>();
  #last = 0;

  /** @param expired Told the name of the first call that took too long. */
  constructor(expired: (call: string) => void) {
    this.#expired = expired;
  }

  /** Notes a call and answers the function that notes its answer. */
  begin(call: string, bound: CallBound): () => void {
    const id = ++this.#last;
    this.#pending.set(id, { call, bound });
    if (bound.urgent) this.#start(id);
    this.#startOldest();
    return () => {
      clearTimeout(this.#pending.get(id)?.timer);
      this.#pending.delete(id);
      this.#startOldest();
    };
  }

  /** Begins to count anew: the host has shown that it is at work. */
  alive(): void {
    for (const { timer } of this.#pending.values()) timer?.refresh();
  }

  /** Stops watching. */
  end(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }

  #startOldest(): void {
    const oldest = this.#pending.keys().next();
    if (!oldest.done) this.#start(oldest.value);
  }

  #start(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined || pending.timer !== undefined) return;
    pending.timer = setTimeout(() => {
      this.end();
      this.#expired(pending.call);
    }, pending.bound.limitMs);
  }
}
