import { EngineError } from "../../../engine/errors.ts";
import type { Location, SourceLine } from "../../../engine/model.ts";
import type { DebugSymbols } from "../../native/debug-symbols.ts";
import { optional } from "../errors.ts";

/**
 * Where the source has what a variable named: functions only, the engine knows of no declarations.
 * @throws {EngineError} `notFound` when the symbols do not tell.
 */
export function locate(
  symbols: Pick<DebugSymbols, "lineByOffset">,
  location: Location,
): SourceLine {
  if (location.kind === "declaration") {
    throw new EngineError("notFound", `dbgeng does not tell where '${location.name}' is declared.`);
  }
  const found = optional(() => symbols.lineByOffset(location.address));
  if (found !== undefined) return { path: found.file, line: found.line };
  throw new EngineError(
    "notFound",
    `The symbols do not tell where the function at 0x${location.address.toString(16)} is defined.`,
  );
}
