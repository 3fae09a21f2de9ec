import { ComWrapper } from "./com-wrapper.ts";
import { anyId, GetModuleFlag, SourceEntryFlag } from "./constants.ts";
import { DebugSymbolGroup } from "./debug-symbol-group.ts";
import { debugSymbols3 } from "./interfaces/debug-symbols3.ts";
import type { Pointer } from "./parameters.ts";
import {
  type ModuleParameters,
  readAll,
  readModuleParameters,
  readSourceEntry,
  type SourceEntry,
  type StackFrame,
  structSize,
  writeStackFrame,
} from "./structs.ts";

/** Bytes of a VS_FIXEDFILEINFO. */
const fixedFileInfoSize = 52;

/** Modules, symbols, source lines and scopes. Flags are those of constants.ts. */
export class DebugSymbols extends ComWrapper<ReturnType<typeof debugSymbols3.bind>> {
  constructor(self: Pointer) {
    super(debugSymbols3.bind(self));
  }

  /** Bits of `SymbolOption`. */
  options(): number {
    return this.com.GetSymbolOptions()[0];
  }

  addOptions(options: number): void {
    this.com.AddSymbolOptions(options);
  }

  symbolPath(): string {
    return this.com.GetSymbolPathWide()[0];
  }

  setSymbolPath(path: string): void {
    this.com.SetSymbolPathWide(path);
  }

  setImagePath(path: string): void {
    this.com.SetImagePathWide(path);
  }

  /** Runs `.reload` with these arguments; "" reloads all. */
  reload(args: string): void {
    this.com.ReloadWide(args);
  }

  moduleCounts(): { loaded: number; unloaded: number } {
    const [loaded, unloaded] = this.com.GetNumberModules();
    return { loaded, unloaded };
  }

  /** `count` modules from index `start` on. @throws {HresultError} when there are fewer. */
  modules(start: number, count: number): ModuleParameters[] {
    if (count === 0) return [];
    const buffer = Buffer.alloc(count * structSize.moduleParameters);
    this.com.GetModuleParameters(count, null, start, buffer);
    return readAll(buffer, structSize.moduleParameters, readModuleParameters);
  }

  /**
   * The module with this base. One at a time: of several bases, engine 6.2.9200 loses some 50 bytes
   * of memory for each but the first.
   * @throws {HresultError} when there is none.
   */
  moduleByBase(base: bigint): ModuleParameters {
    const asked = Buffer.alloc(8);
    asked.writeBigUInt64LE(base);
    const buffer = Buffer.alloc(structSize.moduleParameters);
    this.com.GetModuleParameters(1, asked, 0, buffer);
    return readModuleParameters(buffer);
  }

  /** One of a module's names. @param which One of `ModuleName`. */
  moduleName(which: number, base: bigint): string {
    return this.com.GetModuleNameStringWide(which, anyId, base)[0];
  }

  /** The VS_FIXEDFILEINFO of a module's file. @throws {HresultError} when it has none. */
  moduleFileInfo(base: bigint): Buffer {
    return this.com.GetModuleVersionInformationWide(anyId, base, "\\", fixedFileInfoSize)[0];
  }

  /** @throws {HresultError} when no module has that name. */
  moduleByName(name: string, flags: number = GetModuleFlag.DEFAULT): ModulePlace {
    const [index, base] = this.com.GetModuleByModuleName2Wide(name, 0, flags);
    return { index, base };
  }

  /** @throws {HresultError} when the address is in no module. */
  moduleByOffset(offset: bigint, flags: number = GetModuleFlag.DEFAULT): ModulePlace {
    const [index, base] = this.com.GetModuleByOffset2(offset, 0, flags);
    return { index, base };
  }

  /**
   * The symbol at or before an address, as `module!name`. Without symbols it names a neighbour
   * with a displacement that is huge, or negative once read as signed.
   */
  nameByOffset(offset: bigint): { name: string; displacement: bigint } {
    const [name, displacement] = this.com.GetNameByOffsetWide(offset);
    return { name, displacement };
  }

  /** The address of a symbol; `ambiguous` when several have that name and one was taken. */
  offsetByName(name: string): { offset: bigint; ambiguous: boolean } {
    const [offset, code] = this.com.GetOffsetByNameWide(name);
    return { offset, ambiguous: code !== 0 };
  }

  /** Begins to list the symbols that fit a pattern such as `module!f*`. Ended by `endMatch`. */
  startMatch(pattern: string): bigint {
    return this.com.StartSymbolMatchWide(pattern)[0];
  }

  /** The next symbol that fits. @throws {HresultError} 0x80004002 when there are no more. */
  nextMatch(match: bigint): { name: string; offset: bigint } {
    const [name, offset] = this.com.GetNextSymbolMatchWide(match);
    return { name, offset };
  }

  endMatch(match: bigint): void {
    this.com.EndSymbolMatch(match);
  }

  /** The source line of an address. @throws {HresultError} 0x80004005 without line information. */
  lineByOffset(offset: bigint): { line: number; file: string; displacement: bigint } {
    const [line, file, displacement] = this.com.GetLineByOffsetWide(offset);
    return { line, file, displacement };
  }

  /**
   * All code ranges of a source line.
   * @throws {HresultError} 0x80004002 when the line has no code, 0x80004005 for an unknown file.
   */
  sourceEntries(
    line: number,
    file: string,
    flags: number = SourceEntryFlag.DEFAULT,
  ): SourceEntry[] {
    for (let capacity = 16; ; ) {
      const buffer = Buffer.alloc(capacity * structSize.sourceEntry);
      const [count] = this.com.GetSourceEntriesByLineWide(line, file, flags, buffer, capacity);
      if (count <= capacity) {
        const found = buffer.subarray(0, count * structSize.sourceEntry);
        return readAll(found, structSize.sourceEntry, readSourceEntry);
      }
      capacity = count;
    }
  }

  typeName(module: bigint, typeId: number): string {
    return this.com.GetTypeNameWide(module, typeId)[0];
  }

  /** The type of a symbol or expression. */
  symbolType(symbol: string): { typeId: number; module: bigint } {
    const [typeId, module] = this.com.GetSymbolTypeIdWide(symbol);
    return { typeId, module };
  }

  /** The variables of the current scope. The caller releases the group. */
  scopeSymbolGroup(which: number, update?: DebugSymbolGroup): DebugSymbolGroup {
    const [group] = this.com.GetScopeSymbolGroup2(which, update?.pointer ?? null);
    return new DebugSymbolGroup(group);
  }

  /** An empty group. The caller releases it. */
  createSymbolGroup(): DebugSymbolGroup {
    return new DebugSymbolGroup(this.com.CreateSymbolGroup2()[0]);
  }

  /** Makes a stack frame of the current thread the scope. */
  setScopeFrame(index: number): void {
    this.com.SetScopeFrameByIndex(index);
  }

  /** Looks names up where they are known at an address, in a frame that need not exist. */
  setScope(address: bigint, frame: StackFrame): void {
    this.com.SetScope(address, writeStackFrame(frame), null, 0);
  }

  resetScope(): void {
    this.com.ResetScope();
  }
}

/** A module: its index, valid until modules come or go, and where it was loaded. */
export interface ModulePlace {
  readonly index: number;
  readonly base: bigint;
}
