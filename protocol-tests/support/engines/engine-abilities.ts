import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileVersion } from "../../../src/dbgeng/native/file-version.ts";

/** What a dbgeng can do by its version: much came with the first Debugging Tools of Windows 10. */
export function engineAbilities(dbgengFolder: string) {
  const major = (name: string): number => {
    const path = join(dbgengFolder, name);
    return (existsSync(path) && fileVersion(readFileSync(path))?.[0]) || 0;
  };
  return {
    visualizers: major("dbgeng.dll") >= 10,
    tellsDownloads: existsSync(join(dbgengFolder, "symsrv.dll")) && major("symsrv.dll") < 10,
  };
}
