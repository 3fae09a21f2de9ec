import { EngineError } from "../../../engine/errors.ts";
import type { ContainerId, FrameId } from "../../../engine/model.ts";
import type { ObjectPlace } from "../visualizers/dx-output.ts";

/**
 * Something expandable: the expression that gives it again, an object as its visualizer shows it, or
 * a group of registers.
 */
export type Container =
  | {
      readonly kind: "expression";
      readonly frame: FrameId | undefined;
      readonly expression: string;
      readonly pointer: boolean;
      /** Number of elements of an array. */
      readonly length: number | undefined;
    }
  | {
      readonly kind: "visualized";
      readonly frame: FrameId | undefined;
      readonly object: ObjectPlace;
      /** Elements from this one on, and nothing else; absent: all there is. */
      readonly from?: number | undefined;
      /** The same without the visualizer. */
      readonly raw?: ContainerId | undefined;
    }
  | {
      readonly kind: "registers";
      readonly threadId: number;
      readonly registers: readonly number[];
    };

/** The containers that were handed out at this stop. */
export class Containers {
  readonly #known = new Map<ContainerId, Container>();
  #last: ContainerId = 0;

  /** Hands a container out. */
  add(container: Container): ContainerId {
    this.#last += 1;
    this.#known.set(this.#last, container);
    return this.#last;
  }

  /** @throws {EngineError} `notFound` for an id of an earlier stop. */
  get(id: ContainerId): Container {
    const container = this.#known.get(id);
    if (container !== undefined) return container;
    throw new EngineError("notFound", "That variable belongs to an earlier stop.");
  }

  /** Forgets what was handed out: the debuggee has moved. Ids are never used again. */
  clear(): void {
    this.#known.clear();
  }
}
