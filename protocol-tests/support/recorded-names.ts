/** Names that the elements of a list have as their `id`, by the name of the list. */
const idsOf: Readonly<Record<string, string>> = {
  threads: "threadId",
  stackFrames: "frameId",
  targets: "targetId",
};

/** What a session calls something: another session has another number or address for it. */
const isName = (key: string) => /^id$|Ids?$|Reference$/.test(key);

/** What another session calls the things that a recorded one had names for. */
export class RecordedNames {
  readonly #now = new Map<string, unknown>();

  /** Recorded arguments with the names of now in them. */
  translate(args: unknown, key = ""): unknown {
    if (Array.isArray(args)) return args.map((each) => this.translate(each, key));
    if (typeof args === "object" && args !== null) {
      return Object.fromEntries(
        Object.entries(args).map(([name, value]) => [name, this.translate(value, name)]),
      );
    }
    return this.#now.get(`${key} ${args}`) ?? args;
  }

  /**
   * Compares what was recorded with what is said now, and learns the names of now on the way.
   * @returns one line per difference.
   */
  compare(what: string, then: unknown, now: unknown, key = "", list = ""): string[] {
    if (Array.isArray(then) && Array.isArray(now)) {
      if (then.length !== now.length) return [`${what} has ${now.length}, not ${then.length}`];
      return then.flatMap((each, index) =>
        this.compare(`${what}[${index}]`, each, now[index], key, key),
      );
    }
    if (isObject(then) && isObject(now)) {
      return [...new Set([...Object.keys(then), ...Object.keys(now)])].flatMap((name) =>
        this.compare(`${what}.${name}`, then[name], now[name], name, list),
      );
    }
    if (isName(key) && typeof then === typeof now && Boolean(then) === Boolean(now)) {
      this.#now.set(`${key === "id" ? idsOf[list] : key} ${then}`, now);
      return [];
    }
    const [old, new_] = [withoutAddresses(then), withoutAddresses(now)];
    return old === new_ ? [] : [`${what} is ${JSON.stringify(now)}, not ${JSON.stringify(then)}`];
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value without what differs from one process to the next. */
const withoutAddresses = (value: unknown) =>
  typeof value === "string" ? value.replace(/0x[\da-f`]+/gi, "0x") : value;
