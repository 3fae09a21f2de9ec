/** Hands out the numbers of one session, each once: 1, 2, 3, ... */
export class Numbers {
  #last = 0;

  next(): number {
    this.#last++;
    return this.#last;
  }
}

/**
 * Numbers for things that the client will ask about again.
 *
 * The numbers come from the session and are never used twice, so one that outlived its stop is
 * unknown here, and never another object's.
 */
export class Handles<T> {
  readonly #numbers: Numbers;
  readonly #things = new Map<number, T>();
  readonly #byKey = new Map<string, number>();

  constructor(numbers: Numbers) {
    this.#numbers = numbers;
  }

  /** The number of a thing. @param key Things with the same key keep the same number. */
  number(thing: T, key?: string): number {
    const known = key === undefined ? undefined : this.#byKey.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.next();
    this.#things.set(number, thing);
    if (key !== undefined) this.#byKey.set(key, number);
    return number;
  }

  /** The thing with this number, if there is one. */
  get(number: number): T | undefined {
    return this.#things.get(number);
  }
}
