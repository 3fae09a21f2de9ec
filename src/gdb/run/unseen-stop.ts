/** A stop that some work needs and that nobody is told of, unless somebody else asks for one, too. */
export class UnseenStop {
  #wanted = false;
  #arrived: ((unseen: boolean) => void) | undefined;

  /** Whether some work waits for one. */
  get awaited(): boolean {
    return this.#arrived !== undefined;
  }

  /** Somebody asks for a stop that is to be told. */
  want(): void {
    this.#wanted = true;
  }

  /** Resolves at the next stop, or when there will be none: whether nobody is told of it. */
  wait(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#arrived = resolve;
    });
  }

  /**
   * Notes a stop.
   * @param asked Whether it is one that was asked for.
   * @returns whether nobody is to be told of it.
   */
  arrive(asked: boolean): boolean {
    const unseen = asked && this.awaited && !this.#wanted;
    this.end(unseen);
    return unseen;
  }

  /** Waits no more. */
  end(unseen = false): void {
    const arrived = this.#arrived;
    this.#arrived = undefined;
    this.#wanted = false;
    arrived?.(unseen);
  }
}
