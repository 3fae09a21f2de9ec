import type { Address } from "../../../engine/model.ts";
import type { DebugSymbols } from "../../native/debug-symbols.ts";
import type { Modules } from "../code/modules.ts";
import type { SourceLines } from "../code/source-lines.ts";
import { optional } from "../errors.ts";
import { type MatchSymbols, symbolMatches } from "./symbol-matches.ts";

/** Where the functions of a name begin, behind their prologues. */
export interface FunctionPlaces {
  readonly addresses: readonly Address[];
  readonly line?: number | undefined;
  readonly path?: string | undefined;
}

/** So many functions of one name are believed; overloads are a few. */
const mostOverloads = 64;
/** What the name of a function may consist of. The engine takes others for patterns. */
const namePattern = /^(?:([^!]+)!)?([\w$~:<>,=+\-/&|^%()[\] .]+)$/;

/** Finds functions by their names. */
export class Functions {
  readonly #symbols: MatchSymbols & Pick<DebugSymbols, "offsetByName" | "lineByOffset">;
  readonly #modules: Modules;
  readonly #lines: SourceLines;
  readonly #isCode: (address: Address) => boolean;

  /** @param isCode Whether there is code at an address: variables have names, too. */
  constructor(
    symbols: MatchSymbols & Pick<DebugSymbols, "offsetByName" | "lineByOffset">,
    modules: Modules,
    lines: SourceLines,
    isCode: (address: Address) => boolean,
  ) {
    this.#symbols = symbols;
    this.#modules = modules;
    this.#lines = lines;
    this.#isCode = isCode;
  }

  /**
   * The functions of a name, `f`, `ns::f` or `module!f`.
   * @returns `pending` when a module to come may have it, `none` when its module is there without.
   */
  find(name: string): FunctionPlaces | "pending" | "none" {
    const [, module, bare] = namePattern.exec(name.trim()) ?? [];
    if (bare === undefined) return "none";
    if (module !== undefined && !this.#modules.isLoaded(module)) return "pending";
    const scopes = module === undefined ? this.#modules.withLines() : [module];
    const starts = new Set(scopes.flatMap((scope) => this.#starts(`${scope}!${bare}`)));
    if (starts.size === 0) {
      // What modules without debug information export.
      const exported = optional(() => this.#symbols.offsetByName(name.trim()));
      if (exported !== undefined && this.#isCode(exported.offset)) starts.add(exported.offset);
    }
    if (starts.size === 0) return module === undefined ? "pending" : "none";
    const addresses = [...starts].map((start) => this.#lines.behindPrologue(start));
    const at = optional(() => this.#symbols.lineByOffset(addresses[0] as Address));
    return { addresses, line: at?.line, path: at?.file };
  }

  #starts(pattern: string): Address[] {
    const found = symbolMatches(this.#symbols, pattern, mostOverloads);
    return found.map(({ offset }) => offset).filter((offset) => this.#isCode(offset));
  }
}
