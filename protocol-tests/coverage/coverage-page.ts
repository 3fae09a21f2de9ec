import { readdirSync, readFileSync } from "node:fs";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { handlers } from "../../adapter/handlers/index.ts";
import { protocolCapabilities, protocolEvents, protocolRequests } from "../support/schema.ts";
import { readTests, type TestSource } from "./test-source.ts";

const root = new URL("../../", import.meta.url);

/** More files than this are not named. */
const mostNamed = 8;

/** Handled by all engines alike as far as they have the feature. */
const everything = {
  features: { suspendDebuggee: true, singleThread: true, sharedServers: false },
  exceptionFilters: [{ id: "x", label: "x", description: "x", default: false }],
};

/**
 * The page that shows which parts of the protocol are served, and which tests exercise them, as the
 * sources say.
 */
export function coveragePage(): string {
  const requests = readTests(new URL("protocol-tests/requests/", root));
  const scenarios = readTests(new URL("protocol-tests/scenarios/", root));
  const adapter = adapterSource();
  return [
    "# Coverage of the protocol",
    "",
    "Made from the sources by `protocol-tests/requests/coverage.test.ts`, which fails when this page is",
    "out of date; `npm test -- --project requests coverage -u` writes it anew.",
    "",
    "Request tests need no debugger. Scenarios run on real debuggees, each on gdb and on dbgeng.",
    "",
    "## Requests",
    "",
    ...table(
      ["request", "served by", "request tests", "scenarios"],
      protocolRequests.map((command) => [
        command,
        servedBy(command, adapter),
        named(requests, (test) => test.commands.has(command)),
        named(scenarios, (test) => test.commands.has(command)),
      ]),
    ),
    "",
    "## Events",
    "",
    ...table(
      ["event", "raised", "request tests", "scenarios"],
      protocolEvents.map((event) => [
        event,
        adapter.includes(`"${event}"`) && raises(adapter, event) ? "yes" : "no",
        named(requests, (test) => test.events.has(event)),
        named(scenarios, (test) => test.events.has(event)),
      ]),
    ),
    "",
    "## Capabilities",
    "",
    ...table(
      ["capability", "announced", "because of"],
      protocolCapabilities.map((capability) => [capability, ...announced(capability)]),
    ),
    "",
  ].join("\n");
}

function servedBy(command: string, adapter: string): string {
  if (handlers.has(command)) {
    const file = command.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return `\`adapter/handlers/${file}.ts\``;
  }
  if (adapter.includes(`ask("${command}"`)) return "the client, asked by the adapter";
  return "no";
}

const raises = (adapter: string, event: string) =>
  new RegExp(`raise\\(\\s*"${event}"`).test(adapter);

function announced(capability: string): [announced: string, why: string] {
  for (const { command, provides, providesWith } of handlers.values()) {
    const has = (capabilities: Dap.Capabilities | undefined) =>
      capabilities !== undefined && capability in capabilities;
    if (has(provides)) return ["always", command];
    if (has(providesWith?.(everything))) return ["where the engine can", command];
  }
  return ["no", ""];
}

function named(tests: readonly TestSource[], uses: (test: TestSource) => boolean): string {
  const names = tests.filter(uses).map(({ name }) => name);
  if (names.length === 0) return "";
  return names.length > mostNamed ? "many" : names.join(", ");
}

/** Everything the adapter is made of, without its tests. */
function adapterSource(): string {
  const folder = new URL("adapter/", root);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(new URL(file.replaceAll("\\", "/"), folder), "utf8"))
    .join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cell = (text: string) => (text === "" ? " " : ` ${text} `);
  const line = (cells: readonly string[]) => `|${cells.map(cell).join("|")}|`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
