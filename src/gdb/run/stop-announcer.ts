import type { StopReason } from "../../engine/model.ts";
import { afterTheCall, type EventQueue } from "../event-queue.ts";
import type { Cause, StopReader } from "./stop-reader.ts";
import type { ThreadTable } from "./thread-table.ts";

/** Tells of stops, and knows the thread of the last one. */
export class StopAnnouncer {
  readonly #threads: ThreadTable;
  readonly #events: EventQueue;
  readonly #stops: StopReader;
  #lastStopped: number | undefined;
  #preferred: number | undefined;

  constructor(parts: { threads: ThreadTable; events: EventQueue }, stops: StopReader) {
    this.#threads = parts.threads;
    this.#events = parts.events;
    this.#stops = stops;
  }

  /** The thread of the last stop that was told. */
  get lastStopped(): number | undefined {
    return this.#lastStopped;
  }

  /** Notes which thread a pause is to be told of; that of the last stop if it is not said. */
  prefer(threadId: number | undefined): void {
    this.#preferred = threadId;
  }

  /** Forgets the last stop. */
  clear(): void {
    this.#lastStopped = undefined;
    this.#preferred = undefined;
  }

  /**
   * Tells of a stop of gdb's, behind the answer to what led to it.
   * @param thread gdb's number of the thread that stopped; absent where gdb names none.
   * @param moving Resolves when gdb has answered what set the debuggee in motion.
   * @param isVoid Whether the stop turned out to be none in the meantime.
   */
  announce(
    stop: Cause,
    thread: string | undefined,
    moving: Promise<unknown>,
    isVoid: () => boolean,
  ): void {
    const settled = moving.catch(() => {});
    const push = () =>
      this.#events.push(async () => {
        await settled;
        await afterTheCall();
        const threadId = await this.#threadOf(stop, thread);
        // A crash may be that of a condition; gdb has told all of it when it answers this.
        if (stop.reason.kind === "exception") await this.#threads.list();
        if (isVoid()) return undefined;
        this.#lastStopped = threadId;
        return {
          type: "stopped",
          stop: { threadId: threadId ?? 0, ...(await this.#stops.named(stop, thread)) },
        };
      });
    // Clients take a thread that starts for one that runs: new ones are told before the stop.
    const { announced } = this.#threads;
    if (announced !== undefined) void announced.then(push);
    else push();
  }

  /** The thread to tell a stop of. @param thread gdb's number of the one that stopped. */
  async #threadOf({ reason }: Cause, thread: string | undefined): Promise<number | undefined> {
    const stopped = thread === undefined ? undefined : await this.#threads.idOf(thread);
    const isThere = (id: number | undefined) =>
      id !== undefined && this.#threads.numberOf(id) !== undefined;
    // All threads stop at a pause, and gdb names any one of them.
    const own = [this.#preferred, this.#lastStopped].find(isThere);
    this.#preferred = undefined;
    if (reason.kind === "pause" && own !== undefined) return own;
    // gdb names none where a function ends that it had called itself.
    return stopped ?? this.#lastStopped;
  }

  /** Tells of a stop that gdb does not tell of. */
  tell(threadId: number | undefined, reason: StopReason, text?: string): void {
    this.#lastStopped = threadId;
    this.#events.push(async () => {
      await afterTheCall();
      return { type: "stopped", stop: { threadId: threadId ?? 0, reason, text } };
    });
  }
}
