import type { Variable } from "../../engine/model.ts";
import { type MiTuple, numberOf, textOf } from "../mi/mi-value.ts";
import { isCharacters } from "./expression-kind.ts";

/** How the children of a variable object are reached from it. */
export type ContainerKind = "array" | "members" | "pointer" | "printed" | "registers";

/** Something that can be expanded: one of gdb's variable objects. */
export interface Container {
  /** gdb's name of the variable object; for registers their group. */
  readonly object: string;
  readonly kind: ContainerKind;
  /** Expression of the thing; undefined where only a pretty printer knows it. */
  readonly expression: string | undefined;
  readonly type: string | undefined;
  /** Number of elements of an array, where known. */
  readonly count: number | undefined;
  /** Options of a command that is to run in the frame it was found in. */
  readonly place: string;
}

/** A variable, and its container when there is something to expand. */
export interface Shape {
  readonly variable: Variable;
  readonly container: Container | undefined;
  /** Options of a command that is to run in the frame it was found in. */
  readonly place: string;
}

/**
 * Reads a variable object from the answer to `-var-create`, or from one child of
 * `-var-list-children`. Reads nothing of what is inside.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/GDB_002fMI-Variable-Objects.html
 */
export function shapeOf(
  object: MiTuple,
  name: string,
  expression: string | undefined,
  place: string,
): Shape {
  const value = textOf(object, "value") ?? "";
  const printed = textOf(object, "dynamic") === "1";
  const kind = printed ? "printed" : kindOf(value);
  const inside = (numberOf(object, "numchild") ?? 0) > 0 || textOf(object, "has_more") === "1";
  const count = countOf(value, kind, textOf(object, "displayhint"));
  const container: Container | undefined = inside
    ? {
        object: textOf(object, "name") ?? "",
        kind,
        expression,
        type: textOf(object, "type"),
        count,
        place,
      }
    : undefined;
  const pointed = kind === "pointer" ? /^(?:\([^)]*\) )?(0x[0-9a-f]+)/.exec(value)?.[1] : undefined;
  return {
    container,
    place,
    variable: {
      name,
      value,
      type: textOf(object, "type"),
      evaluateName: expression,
      indexedCount: inside ? count : undefined,
      memory: pointed === undefined ? undefined : BigInt(pointed),
      baseClass: isBaseClass(object) || undefined,
    },
  };
}

/** The expression of a child, made from its parent's. */
export function childExpression(parent: Container, child: MiTuple): string | undefined {
  const name = textOf(child, "exp") ?? "";
  const whole = parent.expression;
  if (whole === undefined || parent.kind === "printed") return undefined;
  if (parent.kind === "array") return `(${whole})[${name}]`;
  if (parent.kind === "pointer" && name.startsWith("*")) return `*(${whole})`;
  if (isBaseClass(child)) {
    const address = parent.kind === "pointer" ? `(${whole})` : `&(${whole})`;
    return `(*('${name}' *)${address})`;
  }
  return `(${whole})${parent.kind === "pointer" ? "->" : "."}${name}`;
}

/** Whether a child of a variable object is a base class: gdb names it by its type. */
function isBaseClass(child: MiTuple): boolean {
  const name = textOf(child, "exp");
  return name !== undefined && name === textOf(child, "type");
}

/** Whether it is a struct or an array, of which a variable object tells no value. */
export function isAggregate({ container, variable }: Shape): boolean {
  if (container?.kind === "members") return true;
  return container?.kind === "array" && !isCharacters(variable.type);
}

/** Whether a child of a variable object only groups others: `public`, or an unnamed union. */
export function isGroup(child: MiTuple): boolean {
  const name = textOf(child, "exp") ?? "";
  return textOf(child, "type") === undefined || name === "" || name.startsWith("<anonymous");
}

function kindOf(value: string): ContainerKind {
  if (value === "{...}") return "members";
  return /^\[\d+\]$/.test(value) ? "array" : "pointer";
}

/** Pretty printers of C++ containers tell the length in the value. */
function countOf(value: string, kind: ContainerKind, hint: string | undefined): number | undefined {
  if (kind === "array") return Number(value.slice(1, -1));
  const length = hint === "array" ? /\blength (\d+)/.exec(value)?.[1] : undefined;
  return length === undefined ? undefined : Number(length);
}
