import { readdirSync, readFileSync } from "node:fs";

/** A test file, and what of the protocol it exercises. */
export interface TestSource {
  /** File name without its ending. */
  readonly name: string;
  readonly commands: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

/** Reads the test files of a folder. */
export function readTests(folder: URL): TestSource[] {
  const helpers = helperCommands(new URL("../support/session.ts", import.meta.url));
  return readdirSync(folder)
    .filter((file) => file.endsWith(".test.ts"))
    .sort()
    .map((file) => {
      const code = readFileSync(new URL(file, folder), "utf8");
      const commands = new Set(commandsIn(code));
      for (const [, helper = ""] of code.matchAll(/\b(?:session|stage)\.(\w+)\(/g)) {
        for (const command of helpers.get(helper) ?? []) commands.add(command);
      }
      return { name: file.replace(".test.ts", ""), commands, events: new Set(eventsIn(code)) };
    });
}

/** The requests that a piece of code sends, or answers, by name. */
function commandsIn(code: string): string[] {
  return [...code.matchAll(/\b(?:request|send|refused|onReverse)\(\s*"(\w+)"/g)].map(
    ([, name = ""]) => name,
  );
}

/** The events that a piece of code waits for by name. */
function eventsIn(code: string): string[] {
  const waits = code.matchAll(/\b(?:next|nextOf|pending)\(([^()]*)/g);
  const names = [...waits].flatMap(([, args = ""]) =>
    [...args.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name),
  );
  if (/\.stopped(?:In)?\(/.test(code)) names.push("stopped");
  if (/\.output\(/.test(code)) names.push("output");
  if (/\.exits\(/.test(code)) names.push("exited", "terminated");
  return names;
}

/** The requests that each helper of a session sends, those of the helpers that it uses included. */
function helperCommands(file: URL): ReadonlyMap<string, ReadonlySet<string>> {
  const code = readFileSync(file, "utf8");
  const bodies = new Map<string, string>();
  const starts = [...code.matchAll(/^ {2}(?:static |async |get )*(#?\w+)\(/gm)];
  starts.forEach((start, index) => {
    bodies.set(start[1] ?? "", code.slice(start.index, starts[index + 1]?.index));
  });
  const collect = (name: string, seen: Set<string>): string[] => {
    const body = bodies.get(name);
    if (body === undefined || seen.has(name)) return [];
    seen.add(name);
    const used = [...body.matchAll(/\b(?:this|Session)\.(#?\w+)/g)];
    return [
      ...commandsIn(body),
      // The request that starts a session is an argument there.
      ...[...body.matchAll(/#start\(stage, "(\w+)"/g)].map(([, request = ""]) => request),
      ...used.flatMap(([, other = ""]) => collect(other, seen)),
    ];
  };
  return new Map([...bodies.keys()].map((name) => [name, new Set(collect(name, new Set()))]));
}
