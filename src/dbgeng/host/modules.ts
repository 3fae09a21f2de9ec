import { ModuleName, SymbolType } from "../native/constants.ts";
import type { DebugSymbols } from "../native/debug-symbols.ts";
import type { LoadedModule } from "../native/event-callbacks.ts";
import { optional } from "./errors.ts";

type Place = Pick<LoadedModule, "baseOffset" | "moduleSize">;

/** The debuggee's modules, as far as breakpoints and the entry point need to know them. */
export class Modules {
  readonly #symbols: Pick<DebugSymbols, "lineByOffset" | "modulesByBase" | "moduleName">;
  readonly #sizes = new Map<bigint, number>();
  #program: bigint | undefined;

  constructor(symbols: Pick<DebugSymbols, "lineByOffset" | "modulesByBase" | "moduleName">) {
    this.#symbols = symbols;
  }

  /** The engine's name of the program's own module, undefined before it is known. */
  get programName(): string | undefined {
    const base = this.#program;
    return base === undefined
      ? undefined
      : optional(() => this.#symbols.moduleName(ModuleName.MODULE, base));
  }

  /** Notes a module that was loaded. @param isProgram Whether it is the process' executable. */
  add({ baseOffset, moduleSize }: Place, isProgram: boolean): void {
    this.#sizes.set(baseOffset, moduleSize);
    if (isProgram) this.#program = baseOffset;
  }

  /** Forgets a module. Answers the addresses it covered. */
  remove(base: bigint): { from: bigint; to: bigint } {
    const size = this.#sizes.get(base) ?? 0;
    this.#sizes.delete(base);
    return { from: base, to: base + BigInt(size) };
  }

  /** Forgets all modules: the debuggee is gone. */
  clear(): void {
    this.#sizes.clear();
    this.#program = undefined;
  }

  /** Whether a module has more than the names it exports. Loads its symbols to find out. */
  hasLines(base: bigint): boolean {
    // Looking anything up in a module loads its symbols.
    optional(() => this.#symbols.lineByOffset(base));
    const [module] = optional(() => this.#symbols.modulesByBase([base])) ?? [];
    return module !== undefined && linedTypes.includes(module.symbolType);
  }
}

const linedTypes: readonly number[] = [
  SymbolType.COFF,
  SymbolType.CODEVIEW,
  SymbolType.PDB,
  SymbolType.SYM,
  SymbolType.DIA,
];
