import { ComWrapper } from "./com-wrapper.ts";
import { anyId } from "./constants.ts";
import { debugSymbolGroup2 } from "./interfaces/debug-symbol-group2.ts";
import type { Pointer } from "./parameters.ts";
import {
  readAll,
  readSymbolEntry,
  readSymbolParameters,
  type SymbolEntry,
  type SymbolParameters,
  structSize,
} from "./structs.ts";

/**
 * A list of symbols with their types and values. Expanding one inserts its children right behind
 * it and shifts all later indices.
 */
export class DebugSymbolGroup extends ComWrapper<ReturnType<typeof debugSymbolGroup2.bind>> {
  constructor(self: Pointer) {
    super(debugSymbolGroup2.bind(self));
  }

  count(): number {
    return this.com.GetNumberSymbols()[0];
  }

  /** @throws {HresultError} when fewer than `count` symbols follow `start`. */
  parameters(start: number, count: number): SymbolParameters[] {
    if (count === 0) return [];
    const buffer = Buffer.alloc(count * structSize.symbolParameters);
    this.com.GetSymbolParameters(start, count, buffer);
    return readAll(buffer, structSize.symbolParameters, readSymbolParameters);
  }

  expand(index: number): void {
    this.com.ExpandSymbol(index, 1);
  }

  collapse(index: number): void {
    this.com.ExpandSymbol(index, 0);
  }

  /** Adds an expression at the end. Answers its index, undefined when it names nothing. */
  add(expression: string): number | undefined {
    const [index, code] = this.com.AddSymbolWide(expression, anyId);
    return code === 0 && index !== anyId ? index : undefined;
  }

  remove(index: number): void {
    this.com.RemoveSymbolByIndex(index);
  }

  name(index: number): string {
    return this.com.GetSymbolNameWide(index)[0];
  }

  typeName(index: number): string {
    return this.com.GetSymbolTypeNameWide(index)[0];
  }

  /** The value as the engine writes it, e.g. `0n42`. */
  valueText(index: number): string {
    return this.com.GetSymbolValueTextWide(index)[0];
  }

  /** Sets the value. Read it back: `0n77` succeeds and writes 0. */
  write(index: number, value: string): void {
    this.com.WriteSymbolWide(index, value);
  }

  /** Bytes of the value. */
  size(index: number): number {
    return this.com.GetSymbolSize(index)[0];
  }

  /** Address of the value. @throws {HresultError} for one that is in a register. */
  offset(index: number): bigint {
    return this.com.GetSymbolOffset(index)[0];
  }

  /** Index of the register that holds the value. @throws {HresultError} for one in memory. */
  register(index: number): number {
    return this.com.GetSymbolRegister(index)[0];
  }

  entry(index: number): SymbolEntry {
    return readSymbolEntry(this.com.GetSymbolEntryInformation(index)[0]);
  }
}
