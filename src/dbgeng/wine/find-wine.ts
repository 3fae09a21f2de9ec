import { EngineError } from "../../engine/errors.ts";
import { findProgram, isProgram } from "../../util/find-program.ts";

/** Where Debian keeps the loader itself; `wine` there is a wrapper that prints notices. */
const debianLoader = "/usr/lib/wine/wine64";

/**
 * Finds the Wine program.
 * @param winePath The user's choice; it must be a program.
 * @throws {EngineError} `missing` when there is none.
 */
export function findWine(winePath: string | undefined): string {
  if (winePath !== undefined) {
    if (isProgram(winePath)) return winePath;
    throw new EngineError(
      "missing",
      `"winePath" is '${winePath}', and no program is there: name the wine64 program, or leave "winePath" out to have it searched for.`,
    );
  }
  for (const name of ["wine64", debianLoader, "wine"]) {
    const found = findProgram(name);
    if (found !== undefined) return found;
  }
  throw new EngineError(
    "missing",
    'The dbgeng engine needs Wine on this machine and found none: install it (on Debian and Ubuntu the package "wine64", on macOS "wine-stable"), or set "winePath".',
  );
}
