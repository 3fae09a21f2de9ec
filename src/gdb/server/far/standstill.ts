/**
 * Knows whether the whole debuggee stands still: then what was read of it stays true.
 *
 * gdb runs with target-non-stop, so that the server tells of each thread by itself that it has
 * stopped. New threads are not told; but a list of threads all of which had stopped before it was
 * made can have no successor.
 */
export class Standstill {
  readonly #stopped = new Set<string>();
  #whole = false;

  /** Whether no thread of any debuggee runs. */
  get whole(): boolean {
    return this.#whole;
  }

  /** The server has told that a thread stopped, or that a process is gone. */
  noteStop(report: string): void {
    const thread = /^T..(?:.*;)?thread:([^;]+)/s.exec(report)?.[1];
    if (thread === undefined) this.forget();
    else this.#stopped.add(thread);
  }

  /** A program was started and has not run yet. */
  noteStart(report: string): void {
    this.forget();
    this.noteStop(report);
    this.#whole = this.#stopped.size === 1;
  }

  /** The server has listed all threads. */
  noteList(document: string): void {
    const threads = [...document.matchAll(/<thread id="([^"]+)"/g)].map(([, id]) => id as string);
    this.#whole = threads.length > 0 && threads.every((id) => this.#stopped.has(id));
  }

  /** Threads are set in motion. @param action A `vCont` request. */
  noteMotion(action: string): void {
    this.#whole = false;
    for (const [, thread] of action.matchAll(/;[csrCS][^:;]*(?::([^;]+))?/g)) {
      if (thread === undefined || thread.includes("-1")) this.#stopped.clear();
      else this.#stopped.delete(thread);
    }
  }

  forget(): void {
    this.#stopped.clear();
    this.#whole = false;
  }
}
