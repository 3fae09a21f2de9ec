import type { ServerLine } from "./server-line.ts";
import type { Standstill } from "./standstill.ts";

/**
 * Breakpoints that gdb takes out at a stop and puts back when it goes on, those of its own at every
 * step. While everything stands still nobody can run into them: they stay until it goes on without
 * them.
 */
export class LeftBreakpoints {
  readonly #server: ServerLine;
  readonly #standstill: Standstill;
  /** The requests that inserted them, by place and kind. */
  readonly #inserted = new Map<string, string>();
  readonly #left = new Set<string>();

  constructor(server: ServerLine, standstill: Standstill) {
    this.#server = server;
    this.#standstill = standstill;
  }

  /** Answers a request of gdb's if it is one for a breakpoint in memory. */
  take(asked: string, answer: (reply: string) => void): boolean {
    const [, verb, place] = /^([zZ])0,([0-9a-f]+,[0-9a-f]+)/.exec(asked) ?? [];
    if (verb === undefined || place === undefined) return false;
    if (verb === "z") {
      if (!this.#standstill.whole || !this.#inserted.has(place)) {
        this.#inserted.delete(place);
        return false;
      }
      this.#left.add(place);
      answer("OK");
      return true;
    }
    if (this.#left.has(place) && this.#inserted.get(place) === asked) {
      this.#left.delete(place);
      answer("OK");
      return true;
    }
    if (this.#left.has(place)) this.#takeOut(place);
    this.#server.ask(asked, (reply) => {
      if (reply === "OK") this.#inserted.set(place, asked);
      answer(reply);
    });
    return true;
  }

  /** Takes out what was left. */
  settle(): void {
    for (const place of [...this.#left]) this.#takeOut(place);
  }

  /** There is no debuggee any more. */
  forget(): void {
    this.#left.clear();
    this.#inserted.clear();
  }

  #takeOut(place: string): void {
    this.#left.delete(place);
    this.#inserted.delete(place);
    this.#server.tell(`z0,${place}`);
  }
}
