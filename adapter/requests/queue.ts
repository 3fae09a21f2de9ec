/** Runs tasks one at a time, in the order in which they came. A failing task stops nothing. */
export class Queue {
  #last: Promise<unknown> | undefined;

  /** Starts the task at once when there is none before it, so that what follows finds it begun. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last === undefined ? task() : this.#last.then(task);
    const done = result
      .catch(() => {})
      .then(() => {
        if (this.#last === done) this.#last = undefined;
      });
    this.#last = done;
    return result;
  }
}
