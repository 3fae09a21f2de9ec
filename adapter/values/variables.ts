import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Engine } from "../../src/engine/engine.ts";
import type { Page, ValueFormat, Variable } from "../../src/engine/model.ts";
import type { Client } from "../requests/client.ts";
import { RequestError } from "../requests/errors.ts";
import type { Container, Stop } from "../session/state.ts";
import { locationReference } from "./location-reference.ts";
import { referenceTo } from "./memory-reference.ts";

/** Elements of an array that a client sees at once when it does not page by itself. */
const pageSize = 100;

/** More variables than this are not told at once: one message must exhaust neither side. */
const mostAtOnce = 10_000;

/** The part of a container that the client asked for. */
export interface WantedPart extends Page {
  readonly filter?: "indexed" | "named" | undefined;
}

/** To whom something is told, and during which stop. */
interface Telling {
  readonly stop: Stop;
  readonly client: Client;
  /** How the expression that it belongs to says that values are to be written. */
  readonly specified?: ValueFormat | undefined;
}

/** Reads the children of a container; what the client did not ask for is not read. */
export async function childrenOf(
  container: Container,
  { format: usual, ...part }: WantedPart & { readonly format?: ValueFormat | undefined },
  { engine, stop, client }: { engine: Engine; stop: Stop; client: Client },
): Promise<readonly Dap.Variable[]> {
  const specified = container.format;
  const format = specified ?? usual;
  const show = (variables: readonly Variable[], kind?: "property") =>
    variables.map((variable) => variableOut(variable, kind, { stop, client, specified }));
  switch (container.kind) {
    case "scope": {
      if (part.filter === "indexed") return [];
      return show(window(await engine.variables(container.frame, container.scope, format), part));
    }
    case "range":
      return elements(container.container, container.start, container.count);
    case "rest":
      return someMembers(container.container, container.start);
    case "children": {
      const { indexedCount } = container;
      if (indexedCount === undefined) {
        if (part.filter === "indexed") return [];
        return someMembers(container.container, 0);
      }
      if (part.filter === "named") return [];
      const start = Math.min(part.start ?? 0, indexedCount);
      const count = Math.min(part.count || indexedCount, indexedCount - start);
      if (count <= mostAtOnce && (client.pages || part.count)) {
        return count === 0
          ? []
          : show(await engine.children(container.container, { start, count }, format));
      }
      return elements(container.container, start, count);
    }
  }

  /** @throws {RequestError} `badInput` for a window behind what is told at once. */
  async function someMembers(id: number, first: number): Promise<readonly Dap.Variable[]> {
    const all = await members(id, first);
    const last = all.at(-1);
    if ((part.start ?? 0) < all.length || last?.presentationHint?.kind !== "virtual") {
      return window(all, part);
    }
    throw new RequestError(
      "badInput",
      "client",
      `Nothing is told from number ${part.start} on, because there are too many to count: open '${last.name}'.`,
    );
  }

  /** Members from one of them on; behind too many of them stands what opens the rest. */
  async function members(id: number, start: number): Promise<readonly Dap.Variable[]> {
    const found = await engine.children(id, { start, count: mostAtOnce + 1 }, format);
    if (found.length <= mostAtOnce) return show(found, "property");
    const next = start + mostAtOnce;
    const rest: Container = { kind: "rest", container: id, start: next, format: specified };
    const key = keyOf("rest", specified, id, next);
    return [
      ...show(found.slice(0, mostAtOnce), "property"),
      virtual(`[${next}..]`, stop.containers.number(rest, key)),
    ];
  }

  /** Elements for a client that does not page: one by one, or in ranges when they are many. */
  async function elements(id: number, start: number, count: number): Promise<Dap.Variable[]> {
    if (count === 0) return [];
    if (count <= pageSize) return show(await engine.children(id, { start, count }, format));
    let size = pageSize;
    while (Math.ceil(count / size) > pageSize) size *= pageSize;
    // All of one length, because nvim-dap sorts by name.
    const digits = (index: number) => `${index}`.padStart(`${start + count - 1}`.length, "0");
    const ranges: Dap.Variable[] = [];
    for (let from = start; from < start + count; from += size) {
      const length = Math.min(size, start + count - from);
      const range = { kind: "range", container: id, start: from, count: length } as const;
      const key = keyOf("range", specified, id, from, length);
      const reference = stop.containers.number({ ...range, format: specified }, key);
      ranges.push(virtual(`[${digits(from)}..${digits(from + length - 1)}]`, reference));
    }
    return ranges;
  }
}

/** Something to expand that is no variable of the program. */
function virtual(name: string, variablesReference: number): Dap.Variable {
  return { name, value: "", variablesReference, presentationHint: { kind: "virtual" } };
}

/** A variable in the words of the protocol. */
function variableOut(
  variable: Variable,
  usual: "property" | undefined,
  telling: Telling,
): Dap.Variable {
  const { stop } = telling;
  const { presentationHint, ...value } = valueOut(variable, telling);
  const kind = variable.baseClass ? "baseClass" : usual;
  return {
    name: variable.name,
    ...value,
    ...(kind === undefined && presentationHint === undefined
      ? {}
      : { presentationHint: { ...(kind && { kind }), ...presentationHint } }),
    ...(variable.evaluateName === undefined ? {} : { evaluateName: variable.evaluateName }),
    ...(variable.declaration === undefined
      ? {}
      : { declarationLocationReference: locationReference(stop, variable.declaration) }),
  };
}

/** What a variable and the result of an expression have in common. */
export function valueOut(
  { value, type, children, indexedCount, memory, readOnly, valueLocation }: Variable,
  { stop, client, specified }: Telling,
): Omit<Dap.Variable, "name"> {
  return {
    value,
    variablesReference:
      children === undefined
        ? 0
        : stop.containers.number(
            { kind: "children", container: children, indexedCount, format: specified },
            keyOf("children", specified, children),
          ),
    ...(client.showsTypes && type !== undefined ? { type } : {}),
    ...(client.pages && indexedCount !== undefined ? { indexedVariables: indexedCount } : {}),
    ...(client.knowsMemory && memory !== undefined ? { memoryReference: referenceTo(memory) } : {}),
    ...(valueLocation === undefined
      ? {}
      : { valueLocationReference: locationReference(stop, valueLocation) }),
    ...(readOnly ? { presentationHint: { attributes: ["readOnly"] } } : {}),
  };
}

function window<T>(list: readonly T[], { start = 0, count = 0 }: Page): readonly T[] {
  return list.slice(start, count === 0 ? undefined : start + count);
}

/** What tells containers apart. */
function keyOf(kind: string, format: ValueFormat | undefined, ...numbers: number[]): string {
  return JSON.stringify([kind, format?.hex, ...numbers]);
}
