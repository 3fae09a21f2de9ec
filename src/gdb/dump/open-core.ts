import { existsSync } from "node:fs";
import { basename } from "node:path";
import { EngineError } from "../../engine/errors.ts";
import type { Debuggee, DumpOptions } from "../../engine/model.ts";
import { badDump, cutOff, cutOffWarning } from "../../util/dump-file.ts";
import { readSymbolPath } from "../code/symbol-path.ts";
import { localCopy } from "../debuggee/local-copy.ts";
import { asSentence } from "../mi/gdb-text.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";
import type { SignalStop } from "../run/exception-info.ts";
import { buildIdOf } from "./build-id.ts";
import { type CoreFile, readCoreFile } from "./core-file.ts";

/** A core file and what belongs to it on this machine. */
export interface FoundCore {
  readonly path: string;
  readonly file: CoreFile;
  /** The program, where it is here. */
  readonly program: string | undefined;
  /** What to call it: the path of the program, also of one that is not here, or the file's name. */
  readonly name: string;
  /** Sentences about what cannot be seen in it. */
  readonly warnings: readonly string[];
}

/** What gdb says of the signal that a process ended of. */
const ending = /^Program terminated with signal (\S+?)(?:, (.*?))?\.?$/m;

/**
 * Looks at a core file and for its program.
 * @param symbolPath Folders with symbols, on this machine.
 * @throws {EngineError} `badInput` or `refused` for what is no whole core file.
 */
export async function findCore(
  { dumpFile, program }: DumpOptions,
  symbolPath: readonly string[],
): Promise<FoundCore> {
  const file = await readCoreFile(dumpFile);
  const found = program ?? programOf(file, readSymbolPath(symbolPath).folders);
  return {
    path: dumpFile,
    file,
    program: found,
    name: found ?? file.program ?? basename(dumpFile),
    warnings: await warningsOf(dumpFile, file, found),
  };
}

/**
 * Opens a core file, with the symbols of its program.
 * @returns what it is of, and the signal that ended that; undefined when it lived on.
 * @throws {EngineError} `badInput` for a core file or a program that gdb refuses.
 */
export async function openCore(
  mi: MiSession,
  { path, file, program, name }: FoundCore,
): Promise<{ debuggee: Debuggee; fault: SignalStop | undefined }> {
  // Before the core: gdb finds the libraries of a core by way of its program.
  if (program !== undefined) await useProgram(mi, program);
  const output = await select(mi, path, file);
  const [groups, size] = await Promise.all([
    mi.send("-list-thread-groups"),
    mi.send(`-data-evaluate-expression ${miQuote("sizeof(void *)")}`).catch(() => undefined),
  ]);
  const processId = tuplesOf(groups.results, "groups")
    .map((group) => numberOf(group, "pid"))
    .find((id) => id !== undefined);
  const pointerSize = textOf(size?.results, "value") === "4" ? 4 : 8;
  const [, signal, meaning] = ending.exec(output) ?? [];
  return {
    debuggee: { processId, name, pointerSize, origin: "dump" },
    fault: signal === undefined ? undefined : { signal, meaning },
  };
}

function programOf({ program }: CoreFile, folders: readonly string[]): string | undefined {
  if (program === undefined) return undefined;
  return localCopy(program, folders) ?? (existsSync(program) ? program : undefined);
}

async function useProgram(mi: MiSession, program: string): Promise<void> {
  try {
    await mi.send(`-file-exec-and-symbols ${miQuote(program)}`);
  } catch (error) {
    const native = nativeText(error);
    throw new EngineError(
      "badInput",
      `The program of the dump cannot be used, '${program}': ${existsSync(program) ? asSentence(native) : 'it does not exist on this machine; correct "program".'}`,
      { native, cause: error },
    );
  }
}

/** @returns what gdb says of the core. */
async function select(mi: MiSession, dumpFile: string, file: CoreFile): Promise<string> {
  try {
    // MI takes the rest of the line for the path, quotes and backslashes included.
    const { output } = await mi.send(`-target-select core ${dumpFile}`);
    return output;
  } catch (error) {
    const native = nativeText(error);
    const cut = cutOff(file);
    if (cut !== undefined) throw badDump(dumpFile, `${cut}: copy or take it again`, native);
    throw badDump(dumpFile, `is no core file that gdb understands (${native})`, native);
  }
}

async function warningsOf(
  dumpFile: string,
  file: CoreFile,
  program: string | undefined,
): Promise<string[]> {
  const warnings: string[] = [];
  if (program === undefined) {
    const where = file.program === undefined ? "does not say which" : `names '${file.program}'`;
    warnings.push(
      `The program of the dump is not on this machine, so there are no symbols of it; the dump ${where}: name a copy as "program".`,
    );
  }
  const buildId = program && (await buildIdOf(program).catch(() => undefined));
  if (buildId && file.buildId !== undefined && buildId !== file.buildId) {
    warnings.push(
      `The program '${program}' is not the build that the dump is of, so names, lines and values will not fit: its build id is ${buildId}, that in the dump ${file.buildId}; name the right one as "program".`,
    );
  }
  const warning = cutOffWarning(dumpFile, file);
  return warning === undefined ? warnings : [...warnings, warning];
}

function nativeText(error: unknown): string {
  if (error instanceof EngineError && error.native !== undefined) return error.native;
  throw error;
}
