import { win32 } from "node:path";
import type { Address, ModuleInfo } from "../../../engine/model.ts";
import type { HostEvent } from "../../host-protocol.ts";
import { ModuleName, SymbolType } from "../../native/constants.ts";
import type { DebugSymbols } from "../../native/debug-symbols.ts";
import type { LoadedModule } from "../../native/event-callbacks.ts";
import { optional } from "../errors.ts";

type Place = Pick<LoadedModule, "baseOffset" | "moduleSize" | "moduleName" | "imageName">;
type Symbols = Pick<
  DebugSymbols,
  "lineByOffset" | "moduleByBase" | "moduleCounts" | "modules" | "moduleName" | "moduleFileInfo"
>;

/** VS_FIXEDFILEINFO begins with this; the version follows at offset 8. */
const fixedFileInfoSignature = 0xfeef04bd;

interface Known {
  readonly size: number;
  readonly image: string;
  symbolType: number;
}

/** The debuggee's modules, told as they come, change and go. */
export class Modules {
  readonly #symbols: Symbols;
  readonly #raise: (event: HostEvent) => void;
  readonly #pdbOf: (base: Address) => string | undefined;
  readonly #known = new Map<Address, Known>();
  #program: Address | undefined;

  /** @param pdbOf Says which PDB belongs to a module, as far as that is known. */
  constructor(
    symbols: Symbols,
    raise: (event: HostEvent) => void,
    pdbOf: (base: Address) => string | undefined,
  ) {
    this.#symbols = symbols;
    this.#raise = raise;
    this.#pdbOf = pdbOf;
  }

  /** The engine's name of the program's own module, undefined before it is known. */
  get programName(): string | undefined {
    return this.#program === undefined ? undefined : this.#nameOf(this.#program);
  }

  /** Base addresses of all modules. */
  get bases(): Address[] {
    return [...this.#known.keys()];
  }

  /** Notes a module that was loaded. @param isProgram Whether it is the process' executable. */
  add({ baseOffset, moduleSize, moduleName, imageName }: Place, isProgram: boolean): void {
    if (isProgram) this.#program = baseOffset;
    // Wine maps one that has no file for a moment, which the engine names after its address.
    const image = imageName || (isProgram ? moduleName : "");
    const symbolType = this.#typeOf(baseOffset);
    this.#known.set(baseOffset, { size: moduleSize, image, symbolType });
    if (image !== "") this.#tell("moduleLoaded", baseOffset);
  }

  /** Notes the modules of a dump, of which the engine raises no events. @param program Its name. */
  addAll(program: string | undefined): void {
    const { loaded } = this.#symbols.moduleCounts();
    for (const { base, size } of this.#symbols.modules(0, loaded)) {
      const nameOf = (which: number) => optional(() => this.#symbols.moduleName(which, base)) ?? "";
      const imageName = nameOf(ModuleName.IMAGE);
      const moduleName = nameOf(ModuleName.MODULE);
      const isProgram = program !== undefined && sameFile(imageName, program);
      this.add({ baseOffset: base, moduleSize: size, moduleName, imageName }, isProgram);
    }
  }

  /** Forgets a module. Answers the addresses it covered. */
  remove(base: Address): { from: Address; to: Address } {
    const known = this.#known.get(base);
    if (known !== undefined && known.image !== "") this.#tell("moduleUnloaded", base);
    this.#known.delete(base);
    return { from: base, to: base + BigInt(known?.size ?? 0) };
  }

  /** Forgets all modules: the debuggee is gone. */
  clear(): void {
    this.#known.clear();
    this.#program = undefined;
  }

  /** Tells of modules whose symbols were loaded since the last time. */
  refresh(): void {
    for (const [base, known] of this.#known) {
      const now = optional(() => this.#symbols.moduleByBase(base));
      if (now === undefined || now.symbolType === known.symbolType) continue;
      known.symbolType = now.symbolType;
      if (known.image !== "") this.#tell("moduleChanged", base);
    }
  }

  /** Whether a module of the engine's name is loaded. */
  isLoaded(name: string): boolean {
    const wanted = name.toLowerCase().replace(/\.(?:exe|dll)$/, "");
    return this.bases.some((base) => this.#nameOf(base)?.toLowerCase() === wanted);
  }

  /** Names of the modules that have more than exports, the program first. Loads their symbols. */
  withLines(): string[] {
    const bases = this.bases.filter((base) => this.hasLines(base));
    bases.sort((a, b) => Number(b === this.#program) - Number(a === this.#program));
    return bases.flatMap((base) => this.#nameOf(base) ?? []);
  }

  /** Whether a module has more than the names it exports. Loads its symbols to find out. */
  hasLines(base: Address): boolean {
    if (this.#typeOf(base) === SymbolType.DEFERRED) {
      // Looking anything up in a module loads its symbols.
      optional(() => this.#symbols.lineByOffset(base));
    }
    return linedTypes.includes(this.#typeOf(base));
  }

  #typeOf(base: Address): number {
    const module = optional(() => this.#symbols.moduleByBase(base));
    return module?.symbolType ?? SymbolType.DEFERRED;
  }

  #nameOf(base: Address): string | undefined {
    return optional(() => this.#symbols.moduleName(ModuleName.MODULE, base));
  }

  #tell(type: "moduleLoaded" | "moduleChanged" | "moduleUnloaded", base: Address): void {
    const module = this.#describe(base, this.#known.get(base) as Known);
    this.#raise({ type, module });
  }

  #describe(base: Address, { size, image, symbolType }: Known): ModuleInfo {
    const loaded = linedTypes.includes(symbolType);
    const symbolFile = loaded
      ? optional(() => this.#symbols.moduleName(ModuleName.SYMBOL_FILE, base))
      : undefined;
    const version = this.#versionOf(base);
    const buildId = this.#pdbOf(base);
    return {
      id: `0x${base.toString(16)}`,
      name: win32.basename(image),
      ...(/[\\/]/.test(image) && { path: image }),
      symbols: loaded ? "loaded" : symbolType === SymbolType.DEFERRED ? "notLoaded" : "none",
      ...(symbolFile && { symbolFile }),
      ...(version && { version }),
      base,
      byteCount: size,
      ...(buildId && { buildId }),
    };
  }

  #versionOf(base: Address): string | undefined {
    const info = optional(() => this.#symbols.moduleFileInfo(base));
    if (info === undefined || info.length < 16) return undefined;
    if (info.readUInt32LE() !== fixedFileInfoSignature) return undefined;
    const [high, low] = [info.readUInt32LE(8), info.readUInt32LE(12)];
    return [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff].join(".");
  }
}

const sameFile = (one: string, other: string) =>
  win32.basename(one).toLowerCase() === win32.basename(other).toLowerCase();

const linedTypes: readonly number[] = [
  SymbolType.COFF,
  SymbolType.CODEVIEW,
  SymbolType.PDB,
  SymbolType.SYM,
  SymbolType.DIA,
];
