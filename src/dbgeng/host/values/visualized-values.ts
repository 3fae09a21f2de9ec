import { EngineError } from "../../../engine/errors.ts";
import type { ValueFormat, Variable } from "../../../engine/model.ts";
import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import type { DxEntry, ObjectPlace } from "../visualizers/dx-output.ts";
import type { Visualizers } from "../visualizers/visualizers.ts";
import type { Container, Containers } from "./containers.ts";
import type { Expressions } from "./expressions.ts";
import { castTo } from "./member-expressions.ts";
import type { Naming } from "./symbol-values.ts";
import { isArray, isPointer } from "./value-text.ts";

type VisualizedContainer = Extract<Container, { kind: "visualized" }>;

/** Elements are read so many at a time; the rest is opened on demand. */
const pageSize = 100;
const rawView = "[Raw View]";

/** Objects with a visualizer, as variables. */
export class VisualizedValues {
  readonly #visualizers: Visualizers;
  readonly #containers: Containers;
  readonly #expressions: Expressions;

  constructor(visualizers: Visualizers, containers: Containers, expressions: Expressions) {
    this.#visualizers = visualizers;
    this.#containers = containers;
    this.#expressions = expressions;
  }

  /**
   * A variable as the visualizer of its type shows it, or of the type that it points to.
   * @returns undefined when there is no visualizer.
   */
  shown(
    variable: Variable,
    group: DebugSymbolGroup,
    index: number,
    { frame, format }: Naming,
  ): Variable | undefined {
    const { type = "", children: raw, memory: address } = variable;
    const [, name, points] = /^(?:struct|class|union) (.*?)( \*)?$/.exec(type) ?? [];
    if (name === undefined || isPointer(name) || isArray(name)) return undefined;
    if (raw === undefined || !address) return undefined;
    if (!this.#visualizers.available) return undefined;
    const module = this.#expressions.moduleName(group.parameters(index, 1)[0]?.module ?? 0n);
    const object: ObjectPlace = { module, type: name, address };
    const display = this.#visualizers.display(object, format?.hex);
    if (display === undefined) return undefined;
    const children = this.#containers.add({ kind: "visualized", frame, object, raw });
    // A visualizer may be about what is inside only.
    if (display === "") return { ...variable, children };
    const value = points === undefined ? display : `0x${address.toString(16)} ${display}`;
    return { ...variable, value, children };
  }

  /**
   * What a visualizer shows inside, and behind it the way to the members themselves.
   * @param describe Describes the only symbol of a group.
   */
  children(
    { frame, object, from, raw }: VisualizedContainer,
    describe: (group: DebugSymbolGroup, naming: Naming) => Variable,
    format: ValueFormat | undefined,
  ): Variable[] {
    const { children, more } = this.#visualizers.inside(object, {
      elements: pageSize,
      from,
      hex: format?.hex,
    });
    const found = children.map((entry) => this.#child(entry, { frame, format }, describe));
    if (more) {
      const next = { kind: "visualized", frame, object, from: (from ?? 0) + pageSize } as const;
      found.push({ name: "[More]", value: "", children: this.#containers.add(next) });
    }
    if (raw !== undefined) found.push({ name: rawView, value: "", children: raw });
    return found;
  }

  /** What has an address is described as everything else is, anything simple as it was written. */
  #child(
    { name, value, type, object }: DxEntry,
    naming: Pick<Naming, "frame" | "format">,
    describe: (group: DebugSymbolGroup, naming: Naming) => Variable,
  ): Variable {
    if (object !== undefined) {
      const cast = castTo(object);
      const expression = isPointer(type ?? "") ? cast : `*${cast}`;
      const known = this.#found(expression, (group) =>
        describe(group, { ...naming, name, expression }),
      );
      if (known !== undefined) return known;
    }
    return { name, value, ...(type && { type }), readOnly: true };
  }

  #found<T>(expression: string, work: (group: DebugSymbolGroup) => T): T | undefined {
    try {
      return this.#expressions.with(expression, work);
    } catch (error) {
      if (error instanceof EngineError && error.failure === "notFound") return undefined;
      throw error;
    }
  }
}
