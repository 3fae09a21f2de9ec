import type { Address } from "../../../engine/model.ts";
import type { DebugDataSpaces } from "../../native/debug-data-spaces.ts";
import { optional } from "../errors.ts";

/** MEM_COMMIT, PAGE_NOACCESS and PAGE_GUARD. winnt.h */
const committed = 0x1000;
const forbidden = 0x101;

interface Region {
  readonly from: Address;
  readonly to: Address;
  readonly accessible: boolean;
}

/**
 * Where the debuggee has memory. Reading alone does not tell: Wine reads zeros where a debuggee has
 * only reserved addresses. Regions are remembered, so one map is good for one stop at most.
 */
export class MemoryMap {
  readonly #data: Pick<DebugDataSpaces, "queryVirtual">;
  readonly #regions: Region[] = [];

  constructor(data: Pick<DebugDataSpaces, "queryVirtual">) {
    this.#data = data;
  }

  /** How many of so many bytes from an address on can be accessed. */
  accessible(address: Address, count: number): number {
    const end = address + BigInt(count);
    let at = address;
    while (at < end) {
      const region = this.#regionOf(at);
      // What is not known is left to the read itself.
      if (region === undefined) return count;
      if (!region.accessible) break;
      at = region.to;
    }
    return Number((at < end ? at : end) - address);
  }

  #regionOf(address: Address): Region | undefined {
    const known = this.#regions.find(({ from, to }) => address >= from && address < to);
    if (known !== undefined) return known;
    const found = optional(() => this.#data.queryVirtual(address));
    if (found === undefined) return undefined;
    const { baseAddress: from, regionSize, state, protect } = found;
    const to = from + regionSize;
    if (address < from || address >= to) return undefined;
    const region = { from, to, accessible: state === committed && (protect & forbidden) === 0 };
    this.#regions.push(region);
    return region;
  }
}
