import type { DataModel, ViewOptions } from "./data-model.ts";
import type { DxView, ObjectPlace } from "./dx-output.ts";

/**
 * Which types have a visualizer, and what it makes of objects. Each type is asked about once: most
 * have none, and cost nothing after that.
 */
export class Visualizers {
  readonly #model: Pick<DataModel, "exists" | "view">;
  readonly #visualized = new Map<string, boolean>();

  constructor(model: Pick<DataModel, "exists" | "view">) {
    this.#model = model;
  }

  /** Whether the engine has visualizers at all. Asked only with a debuggee. */
  get available(): boolean {
    return this.#model.exists;
  }

  /** Forgets which types have one: visualizers or modules have come or gone. */
  forget(): void {
    this.#visualized.clear();
  }

  /** The display string of an object; undefined unless its type has a visualizer. */
  display(object: ObjectPlace, hex: boolean | undefined): string | undefined {
    const type = `${object.module}!${object.type}`;
    const known = this.#visualized.get(type);
    if (known === false) return undefined;
    // Asked for no elements, the engine tells whether there is a visualizer and reads next to nothing.
    const view = this.#model.view(object, { hex, ...(known === undefined && { elements: 0 }) });
    if (known === undefined) this.#visualized.set(type, view?.visualized ?? false);
    return this.#visualized.get(type) ? view?.value : undefined;
  }

  /** What the visualizer of an object shows inside. */
  inside(object: ObjectPlace, options: ViewOptions): Pick<DxView, "children" | "more"> {
    return this.#model.view(object, options) ?? { children: [], more: false };
  }
}
