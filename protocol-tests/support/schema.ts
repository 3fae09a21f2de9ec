import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { type DapObject, type DapType, readDeclarations } from "./dap-declarations.ts";

const file = createRequire(import.meta.url).resolve("@vscode/debugprotocol/lib/debugProtocol.d.ts");
const text = readFileSync(file, "utf8");
const declarations = readDeclarations(text);

/** Interfaces by the command or event that a comment in them names. */
function interfacesOf(what: "command" | "event"): ReadonlyMap<string, string> {
  const comment = new RegExp(`interface (\\w+) extends \\w+ \\{\\s*// ${what}: '(\\w+)';`, "g");
  return new Map([...text.matchAll(comment)].map(([, name = "", value = ""]) => [value, name]));
}

const requests = interfacesOf("command");
const events = interfacesOf("event");

/** All requests of the protocol, by their commands. */
export const protocolRequests: readonly string[] = [...requests.keys()];

/** All events of the protocol. */
export const protocolEvents: readonly string[] = [...events.keys()];

/** All capabilities of adapters. */
export const protocolCapabilities: readonly string[] = (() => {
  const type = declarations.get("Capabilities");
  return type?.kind === "object" ? [...type.object.properties.keys()] : [];
})();

/** How strictly a message is checked. */
interface Strictness {
  /** Whether properties that the protocol does not know are defects. */
  readonly exact: boolean;
  /** Attributes of modules beyond the protocol's own, as the adapter announced them. */
  readonly moduleColumns?: readonly Dap.ColumnDescriptor[] | undefined;
}

/**
 * Checks a message against the declarations of the protocol.
 * @returns what is wrong with it, if anything.
 */
export function defectOf(message: Dap.ProtocolMessage, strictness: Strictness): string | undefined {
  const name = interfaceOf(message);
  const [defect] = typeDefects(message, { kind: "named", name }, message.type, strictness);
  return defect;
}

/** What is wrong with a request that a client is to send, if anything. */
export function requestDefect(command: string, args: unknown): string | undefined {
  const request: Dap.Request = { seq: 1, type: "request", command, arguments: args };
  return defectOf(request, { exact: false });
}

function interfaceOf(message: Dap.ProtocolMessage): string {
  switch (message.type) {
    case "request":
      return requests.get((message as Dap.Request).command) ?? "Request";
    case "event":
      return events.get((message as Dap.Event).event) ?? "unknown event";
    case "response": {
      const { success, command } = message as Dap.Response;
      if (!success) return "ErrorResponse";
      return requests.get(command)?.replace(/Request$/, "Response") ?? "unknown response";
    }
    default:
      return "ProtocolMessage";
  }
}

/** What is wrong with a value; nothing is listed when it fits. */
function typeDefects(
  value: unknown,
  type: DapType,
  path: string,
  strictness: Strictness,
): string[] {
  const wrong = (expected: string) => [`${path} is ${JSON.stringify(value)}, expected ${expected}`];
  switch (type.kind) {
    case "any":
      return [];
    case "simple": {
      const fits = type.name === "null" ? value === null : typeof value === type.name;
      return fits ? [] : wrong(type.name);
    }
    case "literal":
      return value === type.value ? [] : wrong(`'${type.value}'`);
    case "named": {
      const declared = declarations.get(type.name);
      if (declared === undefined) return [`${path}: the protocol has no ${type.name}`];
      const complete =
        type.name === "Module" ? withColumns(declared, strictness.moduleColumns) : declared;
      return typeDefects(value, complete, path, strictness);
    }
    case "array":
      if (!Array.isArray(value)) return wrong("an array");
      return value.flatMap((each, at) => typeDefects(each, type.of, `${path}[${at}]`, strictness));
    case "map":
      if (!isObject(value)) return wrong("an object");
      return Object.entries(value).flatMap(([key, each]) =>
        typeDefects(each, type.of, `${path}.${key}`, strictness),
      );
    case "union": {
      const tries = type.of.map((each) => typeDefects(value, each, path, strictness));
      return tries.some((defects) => defects.length === 0) ? [] : (tries[0] ?? []);
    }
    case "object":
      return isObject(value)
        ? objectDefects(value, type.object, path, strictness)
        : wrong("an object");
  }
}

function objectDefects(
  value: Readonly<Record<string, unknown>>,
  object: DapObject,
  path: string,
  strictness: Strictness,
): string[] {
  const { properties, others } = withInherited(object);
  const defects: string[] = [];
  for (const [name, { optional, type }] of properties) {
    // Some clients send null for what is absent.
    const given = strictness.exact ? value[name] : (value[name] ?? undefined);
    if (given !== undefined)
      defects.push(...typeDefects(given, type, `${path}.${name}`, strictness));
    else if (!optional) defects.push(`${path}.${name} is missing`);
  }
  for (const name of Object.keys(value)) {
    if (properties.has(name)) continue;
    if (others !== undefined) {
      defects.push(...typeDefects(value[name], others, `${path}.${name}`, strictness));
    } else if (strictness.exact) {
      defects.push(`${path}.${name} is not in the protocol`);
    }
  }
  return defects;
}

function withInherited(object: DapObject): DapObject {
  const parent = object.extends === undefined ? undefined : declarations.get(object.extends);
  if (parent?.kind !== "object") return object;
  const { properties, others } = withInherited(parent.object);
  return {
    properties: new Map([...properties, ...object.properties]),
    others: object.others ?? others,
  };
}

/** A module with the columns that were announced for it. */
function withColumns(module: DapType, columns: readonly Dap.ColumnDescriptor[] = []): DapType {
  if (module.kind !== "object") return module;
  const properties = new Map(module.object.properties);
  for (const { attributeName, type = "string" } of columns) {
    const name = type === "unixTimestampUTC" ? "number" : type;
    properties.set(attributeName, { optional: true, type: { kind: "simple", name } });
  }
  return { kind: "object", object: { ...module.object, properties } };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
