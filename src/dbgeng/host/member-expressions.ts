import type { DebugSymbolGroup } from "../native/debug-symbol-group.ts";
import { addressOf } from "./symbol-groups.ts";

/** Something with members, by the expression that gives it. */
interface Owner {
  readonly expression: string;
  readonly pointer: boolean;
}

/** The expression of a child that an expanded symbol shows; undefined when nothing gives it. */
export function childExpression(
  owner: Owner,
  group: DebugSymbolGroup,
  index: number,
): string | undefined {
  const name = group.name(index);
  // A base class is called what its type is.
  const isBase = name === plainType(group, index);
  return (isBase ? undefined : memberOf(owner, name)) ?? byAddress(group, index);
}

/** The expression of an element of an array. */
export function elementExpression(expression: string, index: number): string {
  return `${grouped(expression)}[${index}]`;
}

function memberOf({ expression, pointer }: Owner, name: string): string | undefined {
  if (name === "*") return `*${grouped(expression)}`;
  if (!/^[\w$~]+$/.test(name)) return undefined;
  return `${grouped(expression)}${pointer ? "->" : "."}${name}`;
}

/** An expression for what has no name of its own, such as a base class. */
function byAddress(group: DebugSymbolGroup, index: number): string | undefined {
  const address = addressOf(group, index);
  if (address === undefined) return undefined;
  return `*(${plainType(group, index)} *)0x${address.toString(16)}`;
}

function plainType(group: DebugSymbolGroup, index: number): string {
  return group.typeName(index).replace(/^(?:struct|class|union|enum) /, "");
}

/** Parentheses around what binds less tightly than a member. */
function grouped(expression: string): string {
  return /^[\w$:]+(?:(?:\.|->)[\w$]+|\[\d+\])*$/.test(expression) ? expression : `(${expression})`;
}
