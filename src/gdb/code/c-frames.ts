import type { FrameInfo } from "../../engine/model.ts";
import type { Place } from "../values/place.ts";

/** The frames that are known to be written in C, as their sources tell: C has no operators to overload. */
export class CFrames {
  readonly #known = new Set<string>();

  /** Notes frames of a stopped thread. @param thread gdb's number of it. */
  note(thread: string, frames: readonly FrameInfo[]): void {
    for (const { level, source } of frames) {
      if (source?.path.endsWith(".c")) this.#known.add(keyOf({ thread, level }));
    }
  }

  /** Whether a frame is known to be one. */
  has(place: Place | undefined): boolean {
    return place !== undefined && this.#known.has(keyOf(place));
  }

  /** Forgets all frames: the debuggee moves. */
  forget(): void {
    this.#known.clear();
  }
}

const keyOf = ({ thread, level }: Place) => `${thread} ${level}`;
