import { existsSync } from "node:fs";
import { basename, join } from "node:path/posix";

/** A copy of the program, with its symbols, in one of the folders on this machine. */
export function localCopy(program: string, folders: readonly string[]): string | undefined {
  return folders
    .map((folder) => join(folder, basename(program)))
    .find((candidate) => existsSync(candidate));
}
