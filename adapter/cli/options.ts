import { parseArgs } from "node:util";
import type { EngineOptions } from "../../src/engine/engine.ts";
import type { EngineKind } from "../../src/engine/model.ts";
import { UsageError } from "./usage-error.ts";

const options = {
  listen: { type: "string" },
  engine: { type: "string" },
  processServer: { type: "string" },
  transport: { type: "string" },
  host: { type: "string" },
  "no-password": { type: "boolean" },
  json: { type: "boolean" },
  gdbPath: { type: "string" },
  dbgengPath: { type: "string" },
  winePath: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** The options that each command takes, beside `--help`. */
const optionsOf: Readonly<Record<string, readonly string[]>> = {
  "": ["listen", "version"],
  serve: ["transport", "host", "no-password", "engine", "gdbPath", "dbgengPath", "winePath"],
  ps: ["processServer", "json", "engine", "gdbPath", "dbgengPath", "winePath"],
  end: ["processServer", "engine", "gdbPath", "dbgengPath", "winePath"],
  doctor: ["gdbPath", "dbgengPath", "winePath"],
  demo: ["engine", "gdbPath", "dbgengPath", "winePath"],
  "setup-wine": ["dbgengPath"],
};

/** A command line taken apart. */
export type CommandLine = ReturnType<typeof parseOptions>["values"] & {
  /** Name of the command; empty for the debug adapter itself. */
  readonly command: string;
};

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Node goes on with advice about its own syntax.
    const [reason] = (error as Error).message.split(/\.\s|\.$|\n/);
    throw new UsageError(`${reason}: see psdap --help.`);
  }
}

/**
 * Reads the arguments of the program.
 * @throws {UsageError} for an unknown command or option, or one that does not go with the command.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseOptions(args);
  const [command = "", ...rest] = positionals;
  const allowed = optionsOf[command];
  if (allowed === undefined) {
    throw new UsageError(`psdap has no command '${command}': see psdap --help.`);
  }
  if (rest.length > 0) {
    throw new UsageError(`'${rest[0]}' is one word too many: see psdap --help.`);
  }
  for (const name of Object.keys(values)) {
    if (name === "help" || allowed.includes(name)) continue;
    const place = command === "" ? "psdap without a command" : `psdap ${command}`;
    throw new UsageError(`${place} has no option '--${name}': see psdap --help.`);
  }
  return { command, ...values };
}

/**
 * The engine that the command line asks for.
 * @throws {UsageError} for an engine that does not exist.
 */
export function engineOf(
  { engine, dbgengPath, gdbPath, winePath }: CommandLine,
  platform: NodeJS.Platform = process.platform,
): { kind: EngineKind; options: EngineOptions } {
  if (engine !== undefined && engine !== "gdb" && engine !== "dbgeng") {
    throw new UsageError(`There is no engine '${engine}': write --engine gdb or --engine dbgeng.`);
  }
  const usual = platform === "win32" || dbgengPath !== undefined ? "dbgeng" : "gdb";
  return { kind: engine ?? usual, options: { dbgengPath, gdbPath, winePath } };
}

/**
 * The value of an option that the command cannot do without.
 * @throws {UsageError} when it is missing.
 */
export function required(line: CommandLine, name: "processServer" | "transport"): string {
  const value = line[name];
  if (value !== undefined && value !== "") return value;
  const example = name === "transport" ? "tcp:port=5005" : "tcp:server=127.0.0.1,port=5005";
  throw new UsageError(`psdap ${line.command} needs --${name}, e.g. --${name} ${example}.`);
}
