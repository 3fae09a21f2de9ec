import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import { addressOf } from "./symbol-groups.ts";

/** Something with members, by the expression that gives it. */
interface Owner {
  readonly expression: string;
  readonly pointer: boolean;
}

/** Knows what the engine calls the module with a base. */
interface ModuleNames {
  moduleName(base: bigint): string | undefined;
}

/** The expression of a child that an expanded symbol shows; undefined when nothing gives it. */
export function childExpression(
  owner: Owner,
  group: DebugSymbolGroup,
  index: number,
  modules: ModuleNames,
): string | undefined {
  const member = isBaseClass(group, index) ? undefined : memberOf(owner, group.name(index));
  return member ?? byAddress(group, index, modules);
}

/** Whether a child is a base class: it is called what its type is. */
export function isBaseClass(group: DebugSymbolGroup, index: number): boolean {
  return group.name(index) === plainType(group, index);
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
function byAddress(
  group: DebugSymbolGroup,
  index: number,
  modules: ModuleNames,
): string | undefined {
  const address = addressOf(group, index);
  if (address === undefined) return undefined;
  const type = plainType(group, index);
  const [parameters] = group.parameters(index, 1);
  const module = parameters && modules.moduleName(parameters.module);
  // With its module: a variable may be called like the type, and case does not tell them apart.
  const known = module !== undefined && /^[\w:]+$/.test(type) ? `${module}!${type}` : type;
  return `*(${known} *)0x${address.toString(16)}`;
}

function plainType(group: DebugSymbolGroup, index: number): string {
  return group.typeName(index).replace(/^(?:struct|class|union|enum) /, "");
}

/** Parentheses around what binds less tightly than a member. */
function grouped(expression: string): string {
  return /^[\w$:]+(?:(?:\.|->)[\w$]+|\[\d+\])*$/.test(expression) ? expression : `(${expression})`;
}
