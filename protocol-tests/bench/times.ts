/** What was measured, by the name of its row; milliseconds unless the row says otherwise. */
export class Times {
  readonly #values = new Map<string, number[]>();
  readonly #reasons = new Map<string, string>();

  add(row: string, value: number): void {
    this.#values.set(row, [...(this.#values.get(row) ?? []), value]);
  }

  /** Measures one piece of work. */
  async measure<T>(row: string, work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const result = await work();
    this.add(row, performance.now() - from);
    return result;
  }

  /** Notes that a row could not be measured this time. */
  unsupported(row: string, why: string): void {
    this.#reasons.set(row, why);
  }

  /** Why a row could not be measured, the last time that it could not. */
  reason(row: string): string | undefined {
    return this.#reasons.get(row);
  }

  /** The value below which the given part of all values lies; undefined when there are none. */
  quantile(row: string, part: number): number | undefined {
    const sorted = [...(this.#values.get(row) ?? [])].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  }
}
