/** A value in a gdb/MI record: a constant, a tuple or a list. */
export type MiValue = string | MiTuple | readonly MiValue[];

/** Named results. Made without a prototype, so that any name is safe. */
export interface MiTuple {
  readonly [name: string]: MiValue | undefined;
}

/** The constant of that name; undefined when there is none. */
export function textOf(tuple: MiTuple | undefined, name: string): string | undefined {
  const value = tuple?.[name];
  return typeof value === "string" ? value : undefined;
}

/** The constant of that name read as a decimal number; undefined when it is none. */
export function numberOf(tuple: MiTuple | undefined, name: string): number | undefined {
  const value = Number(textOf(tuple, name) ?? "");
  return textOf(tuple, name) !== undefined && Number.isFinite(value) ? value : undefined;
}

/** The tuple of that name; undefined when there is none. */
export function tupleOf(tuple: MiTuple | undefined, name: string): MiTuple | undefined {
  return asTuple(tuple?.[name]);
}

/** The tuples in the list of that name; empty when there is none. */
export function tuplesOf(tuple: MiTuple | undefined, name: string): readonly MiTuple[] {
  const value = tuple?.[name];
  if (!Array.isArray(value)) return [];
  return value.map(asTuple).filter((entry) => entry !== undefined);
}

function asTuple(value: MiValue | undefined): MiTuple | undefined {
  return typeof value === "object" && !Array.isArray(value) ? (value as MiTuple) : undefined;
}
