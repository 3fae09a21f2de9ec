import { optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";

/** The functions that a program's author calls its beginning, in the order of preference. */
const mainFunctions = ["wmain", "main", "wWinMain", "WinMain"];

/**
 * Where a program that is to stop at its entry stops: in `main` or its like behind the prologue,
 * or, where the symbols know none, at the first instruction of the executable.
 */
export function entryPoint({ objects, modules, lines }: HostEngine): bigint {
  const { symbols, control } = objects;
  const program = modules.programName;
  for (const name of program === undefined ? [] : mainFunctions) {
    const found = optional(() => symbols.offsetByName(`${program}!${name}`));
    if (found !== undefined) return lines.behindPrologue(found.offset);
  }
  return control.evaluate("@$exentry").value.integer ?? 0n;
}
