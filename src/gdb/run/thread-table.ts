import type { ThreadInfo } from "../../engine/model.ts";
import type { AsyncRecord, MiSession } from "../mi/mi-session.ts";
import { type MiTuple, textOf, tuplesOf } from "../mi/mi-value.ts";

/** What the table tells about threads that come and go. */
export interface ThreadListener {
  threadStarted(threadId: number): void;
  threadExited(threadId: number): void;
}

/** The threads of the debuggee: gdb's numbers for them and the system's ids. */
export class ThreadTable {
  readonly #mi: MiSession;
  readonly #listener: ThreadListener;
  /** By gdb's number. */
  readonly #known = new Map<string, ThreadInfo>();
  #current: Promise<readonly ThreadInfo[]> | undefined;
  #announced: Promise<unknown> | undefined;

  constructor(mi: MiSession, listener: ThreadListener) {
    this.#mi = mi;
    this.#listener = listener;
  }

  /** All threads; asks gdb unless nothing can have changed since it was last asked. */
  list(): Promise<readonly ThreadInfo[]> {
    this.#current ??= this.#refresh();
    return this.#current;
  }

  /** The threads known now, without asking. */
  get known(): readonly ThreadInfo[] {
    return [...this.#known.values()];
  }

  /** Resolves when the threads that gdb spoke of are told; undefined when they are told already. */
  get announced(): Promise<unknown> | undefined {
    return this.#announced;
  }

  /** Notes that the debuggee runs or ran: what was listed before may be stale. */
  invalidate(): void {
    this.#current = undefined;
  }

  /** Forgets everything, when the debuggee is gone. */
  clear(): void {
    this.#known.clear();
    this.#current = undefined;
  }

  /** The system's id of a thread that gdb names by number. */
  async idOf(number: string): Promise<number | undefined> {
    if (!this.#known.has(number)) {
      this.invalidate();
      await this.list();
    }
    return this.#known.get(number)?.id;
  }

  /** gdb's number of a thread; undefined for one that is not known. */
  numberOf(threadId: number): string | undefined {
    for (const [number, thread] of this.#known) if (thread.id === threadId) return number;
    return undefined;
  }

  /** Follows gdb's notifications. */
  take(record: AsyncRecord): void {
    const number = textOf(record.results, "id");
    if (number === undefined) return;
    if (record.class === "thread-created") {
      this.invalidate();
      // gdb's notification lacks the system's id.
      const announced = this.list()
        .catch(() => {})
        .then(() => {
          if (this.#announced === announced) this.#announced = undefined;
        });
      this.#announced = announced;
    } else if (record.class === "thread-exited") {
      this.invalidate();
      const thread = this.#known.get(number);
      this.#known.delete(number);
      if (thread) this.#listener.threadExited(thread.id);
    }
  }

  async #refresh(): Promise<readonly ThreadInfo[]> {
    const { results } = await this.#mi.send("-thread-info", { urgent: true });
    for (const row of tuplesOf(results, "threads")) {
      const number = textOf(row, "id");
      const thread = threadOf(row);
      if (number === undefined || thread === undefined) continue;
      const isNew = !this.#known.has(number);
      this.#known.set(number, thread);
      if (isNew) this.#listener.threadStarted(thread.id);
    }
    return this.known;
  }
}

/** `target-id` is "Thread PROCESS.THREAD" at a gdbserver. */
function threadOf(row: MiTuple): ThreadInfo | undefined {
  const id = /(\d+)\D*$/.exec(textOf(row, "target-id") ?? "")?.[1];
  if (id === undefined) return undefined;
  return { id: Number(id), name: textOf(row, "name") ?? `Thread ${id}` };
}
