import { existsSync } from "node:fs";
import { EngineError } from "../engine/errors.ts";
import type { Debuggee, DumpOptions } from "../engine/model.ts";
import { badDump, cutOff, cutOffWarning, type DumpSize, openDumpFile } from "../util/dump-file.ts";
import type { HostProcess } from "./host-process.ts";
import type { HostProgram } from "./host-program.ts";
import { wholeByteCount } from "./minidump-file.ts";

/**
 * Opens a dump in the engine host, after a look at it here.
 * @param warn Takes a sentence about what cannot be seen in it.
 * @throws {EngineError} `badInput` or `refused` for a dump, or a program, that cannot be used.
 */
export async function openDump(
  host: HostProcess,
  { hostPath }: Pick<HostProgram, "hostPath">,
  { dumpFile, program }: DumpOptions,
  warn: (sentence: string) => void,
): Promise<Debuggee> {
  const size = await sizeOf(dumpFile);
  if (program !== undefined && !existsSync(program)) {
    throw new EngineError(
      "badInput",
      `The program of the dump cannot be used, '${program}': it does not exist on this machine; correct "program".`,
    );
  }
  try {
    const debuggee = await host.call("openDump", {
      dumpFile: hostPath(dumpFile),
      program: program && hostPath(program),
    });
    const warning = cutOffWarning(dumpFile, size);
    if (warning !== undefined) warn(warning);
    return debuggee;
  } catch (error) {
    const native = error instanceof EngineError ? error.native : undefined;
    if (native === undefined) throw error;
    throw badDump(
      dumpFile,
      `${cutOff(size) ?? `is damaged, dbgeng refuses it with ${native}`}: copy or take it again`,
      native,
    );
  }
}

async function sizeOf(dumpFile: string): Promise<DumpSize> {
  const file = await openDumpFile(dumpFile, "minidump");
  try {
    return { byteCount: (await file.stat()).size, wholeByteCount: await wholeByteCount(file) };
  } finally {
    await file.close();
  }
}
