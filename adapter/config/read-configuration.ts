import { isAbsolute, resolve } from "node:path";
import type * as z from "zod/mini";
import { maskPassword, parseConnectionString } from "../../src/engine/connection-string.ts";
import type { DumpOptions, EngineKind, LaunchOptions } from "../../src/engine/model.ts";
import type { RequestError } from "../requests/errors.ts";
import { badConfiguration as bad } from "./bad-configuration.ts";
import { nearestName } from "./nearest-name.ts";
import { attachSchema, commonSchema, describedField, launchSchema, wordings } from "./schema.ts";
import { wantedDump } from "./wanted-dump.ts";

type Launch = z.output<typeof launchSchema>;
type Attach = z.output<typeof attachSchema>;

/** A configuration that was checked, with its defaults filled in. */
export interface Configuration extends Readonly<z.output<typeof commonSchema>> {
  readonly request: "launch" | "attach";
  readonly engine: EngineKind;
  readonly visualizerFile: string[];
  /** What to start; present for `launch`. */
  readonly launch?: LaunchOptions;
  /** What to attach to; present for `attach`. */
  readonly process?: WantedProcess;
  /** What to open; present for an `attach` to a dump, in the place of `process`. */
  readonly dump?: DumpOptions;
  readonly console: "internalConsole" | "integratedTerminal" | "externalTerminal";
  readonly stopOnEntry: boolean;
  readonly noDebug: boolean;
}

/** A process by its id, or by the name of its program, where it may be still to come. */
export type WantedProcess =
  | { readonly id: number }
  | { readonly name: string; readonly waitFor: boolean };

/** Keys that clients add for themselves. */
const clientKeys: readonly string[] = [
  "type",
  "request",
  "name",
  "preLaunchTask",
  "postDebugTask",
  "internalConsoleOptions",
  "presentation",
  "debugServer",
  "serverReadyAction",
  "suppressMultipleSessionWarning",
  "restart",
  "noDebug",
  "windows",
  "linux",
  "osx",
  "adapter",
];

/**
 * Checks the arguments of `launch` or `attach`.
 * @returns the configuration, and one sentence for every key that nobody knows.
 * @throws {RequestError} `badConfiguration` for the first value that cannot work: one sentence that
 * names the key and the value, and says what to write.
 */
export function readConfiguration(
  request: "launch" | "attach",
  args: Readonly<Record<string, unknown>>,
  platform: NodeJS.Platform = process.platform,
): { configuration: Configuration; warnings: readonly string[] } {
  // Clients in languages without an undefined send null for what is absent.
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
  if (request === "launch" && given.dumpFile !== undefined) {
    throw bad(
      '"dumpFile" cannot be launched, as nothing runs in a dump: write "request": "attach".',
    );
  }
  const schema = request === "launch" ? launchSchema : attachSchema;
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw wrongValue(request, given, parsed.error.issues);
  const warnings = unknownKeys(request, given, Object.keys(schema.shape));
  const { program, args: programArgs, cwd, env, ...launch } = parsed.data as Launch;
  checkProcessServer(launch.processServer, launch.console);
  return {
    configuration: {
      ...commonSchema.parse(launch),
      request,
      engine: launch.engine ?? defaultEngine(platform, launch.dbgengPath),
      console: launch.console ?? "internalConsole",
      stopOnEntry: launch.stopOnEntry ?? false,
      noDebug: launch.noDebug ?? false,
      symbolPath: launch.symbolPath?.map(localPath),
      visualizerFile: [launch.visualizerFile ?? []].flat().map((path) => resolve(path)),
      sourcePath: launch.sourcePath?.map((path) => resolve(path)),
      ...(request === "launch"
        ? { launch: { program, args: programArgs ?? [], cwd, env } }
        : attached(parsed.data as Attach, given)),
    },
    warnings,
  };
}

/** What to attach to: a dump, or a process. */
function attached(
  attach: Attach,
  given: Readonly<Record<string, unknown>>,
): Pick<Configuration, "dump" | "process"> {
  const dump = wantedDump(attach, given);
  return dump === undefined ? { process: wantedProcess(attach) } : { dump };
}

function defaultEngine(platform: NodeJS.Platform, dbgengPath: string | undefined): EngineKind {
  return platform === "win32" || dbgengPath !== undefined ? "dbgeng" : "gdb";
}

/** Relative folders start at the adapter's working folder; symbol servers stay as they are. */
function localPath(path: string): string {
  const isServer = path.includes("*") || /^https?:\/\//i.test(path);
  return isServer || isAbsolute(path) ? path : resolve(path);
}

function wantedProcess({ processId, processName, waitFor = false }: Attach): WantedProcess {
  if (processId !== undefined && processName !== undefined) {
    throw bad(
      `"processId" (${processId}) and "processName" ("${processName}") both say what to attach to: keep one of them.`,
    );
  }
  if (processId !== undefined && waitFor) {
    throw bad(
      `"waitFor" waits for a program by its name, but "processId" (${processId}) names a process that is there: write "processName" instead, or leave "waitFor" out.`,
    );
  }
  if (processId !== undefined) return { id: Number(processId) };
  if (processName !== undefined) return { name: processName, waitFor };
  throw bad(
    'The configuration does not say what to attach to: add "processId", e.g. "processId": 4711, or "processName", or "dumpFile" for a dump.',
  );
}

function checkProcessServer(processServer: string | undefined, console: string | undefined): void {
  if (processServer === undefined) return;
  try {
    parseConnectionString(processServer);
  } catch (error) {
    throw bad(`"processServer" cannot be used: ${(error as Error).message}`);
  }
  if (console !== undefined && console !== "internalConsole") {
    throw bad(
      `"console" is "${console}", but the program runs on the machine of "processServer", where no terminal of the client can be: leave one of the two out.`,
    );
  }
}

/** The first wrong value as a sentence: key, value, cure. */
function wrongValue(
  request: "launch" | "attach",
  given: Readonly<Record<string, unknown>>,
  issues: readonly z.core.$ZodIssue[],
): RequestError {
  const key = String(issues[0]?.path[0] ?? "");
  const shape: Record<string, z.ZodMiniType> =
    request === "launch" ? launchSchema.shape : attachSchema.shape;
  const wording = shape[key] && wordings.get(describedField(shape[key]));
  const { mustBe = "something else", example = "" } = wording ?? {};
  if (!(key in given) || given[key] === undefined) {
    return bad(`"${key}" is missing: add ${mustBe}, e.g. "${key}": ${example}.`);
  }
  return bad(
    `"${key}" must be ${mustBe}, but it is ${shown(key, given[key])}: write e.g. "${key}": ${example}.`,
  );
}

/** The value as the user wrote it, but no secret and no novel. */
function shown(key: string, value: unknown): string {
  if (key === "token") return "something else";
  if (key === "env" && typeof value === "object" && value !== null && !Array.isArray(value)) {
    const wrong = Object.entries(value).find(([, inner]) => typeof inner !== "string");
    return `${typeof wrong?.[1] === "object" ? "an object" : `a ${typeof wrong?.[1]}`} at "${wrong?.[0]}"`;
  }
  const text = maskPassword(JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

function unknownKeys(
  request: "launch" | "attach",
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
): string[] {
  const other = request === "launch" ? "attach" : "launch";
  const others = Object.keys(other === "launch" ? launchSchema.shape : attachSchema.shape);
  const useless = request === "attach" && given.dumpFile === undefined ? ["program"] : [];
  return Object.keys(given)
    .filter((key) => useless.includes(key) || !known.includes(key))
    .filter((key) => !clientKeys.includes(key) && !/^(?:__|:)/.test(key))
    .map((key) => {
      if (useless.includes(key)) {
        return `"${key}" is ignored: it belongs to "dumpFile" and to "launch".`;
      }
      if (others.includes(key)) return `"${key}" is ignored: only "${other}" knows it.`;
      const nearest = nearestName(key, [...known, ...others]);
      const hint = nearest === undefined ? "remove it" : `did you mean "${nearest}"`;
      return `"${key}" is ignored because nobody knows it: ${hint}${nearest === undefined ? "." : "?"}`;
    });
}
