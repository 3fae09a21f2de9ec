import type { ThreadInfo } from "../../../engine/model.ts";
import type { HostEvent } from "../../host-protocol.ts";
import type { DebugSystemObjects, EngineAndSystemId } from "../../native/debug-system-objects.ts";

type System = Pick<DebugSystemObjects, "threads" | "setCurrentThreadId">;

/**
 * The debuggee's threads, compared from stop to stop: the engine's own event for the end of a
 * thread wedges the session under Wine.
 */
export class Threads {
  readonly #system: System;
  readonly #raise: (event: HostEvent) => void;
  #known: readonly EngineAndSystemId[] = [];
  #selected: number | undefined;
  /** System ids of the threads that carried our break-ins; one may live on for a while. */
  readonly #injected = new Set<number>();

  constructor(system: System, raise: (event: HostEvent) => void) {
    this.#system = system;
    this.#raise = raise;
  }

  /** System id of the thread that a stop without a thread of its own is reported for. */
  get selected(): number {
    const selected = this.#known.find(({ systemId }) => systemId === this.#selected);
    return (selected ?? this.#known[0])?.systemId ?? 0;
  }

  /** Notes which thread the last stop or step was about. */
  select(systemId: number): void {
    this.#selected = systemId;
  }

  /** All threads as of the last stop. */
  get all(): readonly EngineAndSystemId[] {
    return this.#known;
  }

  /** The engine's id of a thread, undefined for an unknown one. */
  engineIdOf(systemId: number): number | undefined {
    return this.#known.find((thread) => thread.systemId === systemId)?.engineId;
  }

  /** The system's id of a thread, undefined for an unknown one. */
  systemIdOf(engineId: number): number | undefined {
    return this.#system.threads().find((thread) => thread.engineId === engineId)?.systemId;
  }

  /** Notes a thread, by the engine's id, that only carries our own break-in: it is not listed. */
  noteInjected(engineId: number): void {
    const systemId = this.systemIdOf(engineId);
    if (systemId !== undefined) this.#injected.add(systemId);
  }

  /**
   * Reads the threads of the stopped debuggee and tells what changed.
   * @param injected Engine id of a thread to note as {@link noteInjected} does.
   */
  refresh(injected?: number): void {
    if (injected !== undefined) this.noteInjected(injected);
    const all = this.#system.threads();
    const now = this.#own(all);
    const isIn = (list: readonly EngineAndSystemId[], { systemId }: EngineAndSystemId) =>
      list.some((one) => one.systemId === systemId);
    const started = now.filter((thread) => !isIn(this.#known, thread));
    const exited = this.#known.filter((thread) => !isIn(now, thread));
    this.#known = now;
    this.#raise({ type: "threads", threads: now.map(threadInfo) });
    for (const { systemId } of exited) this.#raise({ type: "threadExited", threadId: systemId });
    for (const { systemId } of started) this.#raise({ type: "threadStarted", threadId: systemId });
  }

  /**
   * The threads that the stopped debuggee has by itself.
   * @param carrier Engine id of a thread that only carries our own break-in.
   */
  own(carrier?: number): readonly EngineAndSystemId[] {
    return this.#own(this.#system.threads()).filter(({ engineId }) => engineId !== carrier);
  }

  /** Forgets all threads: the debuggee is gone. */
  clear(): void {
    this.#known = [];
    this.#selected = undefined;
    this.#injected.clear();
    this.#raise({ type: "threads", threads: [] });
  }

  #own(all: readonly EngineAndSystemId[]): readonly EngineAndSystemId[] {
    return all.filter(({ systemId }) => !this.#injected.has(systemId));
  }
}

function threadInfo({ systemId }: EngineAndSystemId, index: number): ThreadInfo {
  // The engine lists the process' first thread first.
  return { id: systemId, name: index === 0 ? "Main thread" : `Thread ${systemId}` };
}
