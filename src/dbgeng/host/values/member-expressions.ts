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
  return `*${castTo({ module, type, address })}`;
}

/** A pointer to what has a type at an address. @param place.type Without `struct` and the like. */
export function castTo(place: {
  readonly module: string | undefined;
  readonly type: string;
  readonly address: bigint;
}): string {
  const { module, type, address } = place;
  return `(${qualified(module, type)} *)0x${address.toString(16)}`;
}

/** A type with its module: a variable may be called like it, and case does not tell them apart. */
function qualified(module: string | undefined, type: string): string {
  if (module === undefined || !/^[\w:]+(?:<.*>)?$/.test(type) || isBasic(type)) return type;
  // The engine does not find the end of the name of a template by itself.
  return type.endsWith(">") ? `@!"${module}!${type}"` : `${module}!${type}`;
}

/** Whether no module has the type, but the language. */
function isBasic(type: string): boolean {
  return /^(?:(?:un)?signed |char|short|int|long|bool|float|double|wchar_t|void)\b/.test(type);
}

function plainType(group: DebugSymbolGroup, index: number): string {
  return group.typeName(index).replace(/^(?:struct|class|union|enum) /, "");
}

/** Parentheses around what binds less tightly than a member. */
function grouped(expression: string): string {
  return /^[\w$:]+(?:(?:\.|->)[\w$]+|\[\d+\])*$/.test(expression) ? expression : `(${expression})`;
}
