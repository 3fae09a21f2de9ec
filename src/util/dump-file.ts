import { type FileHandle, open } from "node:fs/promises";
import { EngineError } from "../engine/errors.ts";

/** The kinds of dumps of processes: ELF core files, and minidumps of Windows, full ones included. */
export type DumpKind = "core" | "minidump";

/** How files begin, and what that makes them; the first that fits counts. */
const beginnings: readonly (readonly [begin: string, what: DumpKind | string])[] = [
  ["\x7fELF", "core"],
  ["MDMP", "minidump"],
  ["USERDU", "minidump"],
  ["PAGEDU", "is a dump of a whole system, and only dumps of one process can be opened"],
  ["\x1f\x8b", packed("gzip", "gunzip")],
  ["\x28\xb5\x2f\xfd", packed("zstd", "unzstd")],
  ["\xfd7zXZ", packed("xz", "unxz")],
  ["\x04\x22\x4d\x18", packed("lz4", "unlz4")],
  ["BZh", packed("bzip2", "bunzip2")],
  ["PK\x03\x04", packed("zip", "unzip")],
  ["MSCF", packed("cab", "expand")],
];

/** What to say of a file of the wrong engine. */
const others: Readonly<Record<DumpKind, string>> = {
  core: 'is a core file of Linux, which gdb opens: set "engine": "gdb"',
  minidump: 'is a dump of Windows, which dbgeng opens: set "engine": "dbgeng"',
};

function packed(how: string, tool: string): string {
  return `is packed with ${how}: unpack it first, e.g. with ${tool}`;
}

/**
 * Opens a dump, after a look whether it is of the kind. The caller closes it.
 * @throws {EngineError} `badInput` or `refused`: one sentence about the file.
 */
export async function openDumpFile(path: string, kind: DumpKind): Promise<FileHandle> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    throw unopened(path, error);
  });
  try {
    const head = Buffer.alloc(8);
    const { bytesRead } = await file.read(head, 0, head.length, 0).catch((error) => {
      throw unopened(path, error);
    });
    if (bytesRead === 0) throw badDump(path, "is empty");
    const [, found] = beginnings.find(([begin]) =>
      head.subarray(0, bytesRead).toString("latin1").startsWith(begin),
    ) ?? ["", "is no dump: name a core file of Linux or a minidump of Windows"];
    if (found === kind) return file;
    throw badDump(path, found in others ? others[found as DumpKind] : found);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Bytes of a file; fewer where it ends. */
export async function readAt(file: FileHandle, offset: number, byteCount: number): Promise<Buffer> {
  const bytes = Buffer.alloc(byteCount);
  const { bytesRead } = await file.read(bytes, 0, byteCount, offset);
  return bytes.subarray(0, bytesRead);
}

/** What a dump has of itself, and what it would have in full. */
export interface DumpSize {
  readonly byteCount: number;
  readonly wholeByteCount: number;
}

/** What to say of a dump that is cut off, behind its name; undefined for a whole one. */
export function cutOff({ byteCount, wholeByteCount }: DumpSize): string | undefined {
  if (byteCount >= wholeByteCount) return undefined;
  return `is cut off, it has ${byteCount} of its ${wholeByteCount} bytes`;
}

/** A sentence about a dump that is cut off and can be opened; undefined for a whole one. */
export function cutOffWarning(path: string, size: DumpSize): string | undefined {
  const what = cutOff(size);
  return what && `The dump '${path}' ${what}: what was in the others cannot be read.`;
}

/** The refusal of a file. @param what Completes "The file ...". */
export function badDump(path: string, what: string, native?: string): EngineError {
  return new EngineError(
    "badInput",
    `The dump cannot be opened: '${path}' ${what}.`,
    native === undefined ? {} : { native },
  );
}

function unopened(path: string, { code, message }: NodeJS.ErrnoException): EngineError {
  if (code === "ENOENT" || code === "ENOTDIR") {
    return badDump(path, 'does not exist on this machine; correct "dumpFile"');
  }
  if (code === "EISDIR") return badDump(path, 'is a folder; name the file in it as "dumpFile"');
  if (code === "EACCES" || code === "EPERM") {
    const sentence = `The dump cannot be opened: there is no right to read '${path}'.`;
    return new EngineError("refused", sentence, { native: message });
  }
  return badDump(path, `cannot be read (${code ?? message})`);
}
