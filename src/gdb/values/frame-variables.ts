import type { ScopeKind } from "../../engine/model.ts";
import { type MiTuple, textOf, tuplesOf } from "../mi/mi-value.ts";
import type { ValueReader } from "./value-reader.ts";

/** A variable that a frame has, as gdb lists it. */
export interface FrameVariable {
  readonly name: string;
  readonly type: string | undefined;
  /** Absent for structs, arrays and what cannot be read. */
  readonly value: string | undefined;
  /** Whether one of the same name, in an inner block, hides it. */
  readonly hidden: boolean;
}

/** The lists of variables of frames, read once until they change. */
export class FrameVariables {
  readonly #lists = new Map<string, Promise<readonly MiTuple[]>>();
  /** What was asked for since the last reading ahead. */
  #wanted: { readonly place: string; readonly reader: ValueReader } | undefined;

  /** The variables of one scope of a frame. */
  async list(
    place: string,
    scope: ScopeKind,
    reader: ValueReader,
  ): Promise<readonly FrameVariable[]> {
    this.#wanted = { place, reader };
    const rows = await this.#rows(place, reader);
    const seen = new Set<string>();
    const wanted: FrameVariable[] = [];
    for (const row of rows) {
      const name = textOf(row, "name") ?? "";
      const hidden = seen.has(name);
      seen.add(name);
      if ((textOf(row, "arg") === "1") !== (scope === "arguments")) continue;
      wanted.push({ name, type: textOf(row, "type"), value: textOf(row, "value"), hidden });
    }
    return wanted;
  }

  /** Reads a frame if it is what somebody has looked at since this was last done. */
  readAhead(place: string): void {
    const wanted = this.#wanted;
    if (wanted?.place !== place) return;
    this.#wanted = undefined;
    // Perhaps nobody asks; whoever does is told.
    this.#rows(place, wanted.reader).catch(() => {});
  }

  /** Notes that what was listed may have changed. */
  forget(): void {
    this.#lists.clear();
  }

  #rows(place: string, reader: ValueReader): Promise<readonly MiTuple[]> {
    const key = `${place}${reader.hex ? " hex" : ""}`;
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = reader
      .ask(`-stack-list-variables${place} --no-frame-filters --simple-values`)
      .then(({ results }) => tuplesOf(results, "variables"));
    this.#lists.set(key, list);
    return list;
  }
}
