import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileVersion } from "../../../src/dbgeng/native/file-version.ts";

/** Whether a dbgeng.dll has a data model, by its version: the first Debugging Tools with one are 10.0. */
export function hasDataModel(dbgengFolder: string): boolean {
  const [major = 0] = fileVersion(readFileSync(join(dbgengFolder, "dbgeng.dll"))) ?? [];
  return major >= 10;
}
