import type { DebugSymbols } from "../../native/debug-symbols.ts";
import { optional } from "../errors.ts";
import { fileName, isSameFile } from "./source-file.ts";

/** Where a source line is in the debuggee. */
export interface LinePlaces {
  /** The line that has code: the one asked for, or the next one. */
  readonly line: number;
  /** One address in each function that the line is in; several for a template. */
  readonly addresses: readonly bigint[];
}

/** How far a breakpoint moves down to a line with code. */
const furthestMove = 200;
/** More lines than a client shows at once. */
const mostLines = 20_000;
/** A function's first statement lies this near to its beginning. */
const longestPrologue = 128n;

type Symbols = Pick<DebugSymbols, "sourceEntries" | "lineByOffset" | "nameByOffset">;

/** Finds the code of source lines in the loaded modules. */
export class SourceLines {
  readonly #symbols: Symbols;

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
  }

  /** The code of a line, or of the next line that has code. Undefined when there is none. */
  find(path: string, line: number): LinePlaces | undefined {
    for (let next = line; next <= line + furthestMove; next += 1) {
      const addresses = this.#addressesOf(path, next);
      if (addresses.length > 0) return this.#places(addresses, next);
    }
    return undefined;
  }

  /** Whether a loaded module knows the file; `line` is where the search begins. */
  knows(path: string, line: number): boolean {
    for (let next = line; next > 0; next -= 1) {
      if (this.#addressesOf(path, next).length > 0) return true;
    }
    return this.find(path, line) !== undefined;
  }

  /** The lines with code among those from the first to the last, ascending. */
  withCode(path: string, first: number, last: number): number[] {
    const lines: number[] = [];
    for (let line = first; line <= Math.min(last, first + mostLines); line += 1) {
      if (this.#addressesOf(path, line).length > 0) lines.push(line);
    }
    return lines;
  }

  /** A text that is equal for addresses of the same source line; undefined without a source. */
  textOf(address: bigint): string | undefined {
    const at = optional(() => this.#symbols.lineByOffset(address));
    return at && `${at.file}:${at.line}`;
  }

  /** The beginning of the function that an address is in. */
  functionOf(address: bigint): bigint | undefined {
    const near = optional(() => this.#symbols.nameByOffset(address));
    return near && address - near.displacement;
  }

  /** The address behind a function's prologue when `address` is its beginning, else `address`. */
  behindPrologue(address: bigint): bigint {
    if (!this.#isFunctionStart(address)) return address;
    const first = optional(() => this.#symbols.lineByOffset(address));
    if (first === undefined) return address;
    for (let next = address + 1n; next < address + longestPrologue; next += 1n) {
      const at = optional(() => this.#symbols.lineByOffset(next));
      // An address is the beginning of a line's code when nothing of that line lies before it.
      if (at === undefined) return address;
      if (at.displacement === 0n) return this.#isFunctionStart(next) ? address : next;
    }
    return address;
  }

  #places(addresses: readonly bigint[], line: number): LinePlaces {
    const skipped = addresses.map((address) => this.behindPrologue(address));
    const shown = skipped.map((address) => optional(() => this.#symbols.lineByOffset(address)));
    // The line of a function's head moves to its first statement with the code.
    return { line: shown[0]?.line ?? line, addresses: [...new Set(skipped)] };
  }

  /** The lowest address of the line in each function. */
  #addressesOf(path: string, line: number): bigint[] {
    const entries = optional(() => this.#symbols.sourceEntries(line, fileName(path))) ?? [];
    const lowest = new Map<string, bigint>();
    for (const { offset } of entries) {
      const at = optional(() => this.#symbols.lineByOffset(offset));
      if (at === undefined || at.line !== line || !isSameFile(at.file, path)) continue;
      const place = optional(() => this.#symbols.nameByOffset(offset));
      const start = place === undefined ? "" : String(offset - place.displacement);
      const known = lowest.get(start);
      if (known === undefined || offset < known) lowest.set(start, offset);
    }
    return [...lowest.values()];
  }

  #isFunctionStart(address: bigint): boolean {
    return optional(() => this.#symbols.nameByOffset(address))?.displacement === 0n;
  }
}
