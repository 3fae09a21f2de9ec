/**
 * Whether somebody wants the engine to break off what it is doing. Calls wait until the engine's
 * thread has time for them; this is seen there in the middle of a call.
 */
export class InterruptWish {
  /** To be handed to the other thread. */
  readonly memory: SharedArrayBuffer;
  readonly #flag: Int32Array;

  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#flag = new Int32Array(memory);
  }

  make(): void {
    Atomics.store(this.#flag, 0, 1);
  }

  /** Whether it was made since the last time that it was taken. */
  take(): boolean {
    return Atomics.exchange(this.#flag, 0, 0) === 1;
  }
}
