import type { Address } from "../../../engine/model.ts";

/** Data that is watched. */
export interface WatchedData {
  readonly address: Address;
  readonly size: number;
}

/** What a debug register of x86 can watch, at a multiple of its size. Intel SDM, volume 3, 18.2. */
const sizes: readonly number[] = [1, 2, 4, 8];

/** The id of watched data, e.g. `0x5000:4`. */
export function dataIdOf({ address, size }: WatchedData): string {
  return `0x${address.toString(16)}:${size}`;
}

/** Takes an id apart; undefined for one that is none. */
export function parseDataId(dataId: string): WatchedData | undefined {
  const [, hex, digits] = /^(0x[0-9a-f]+):(\d+)$/i.exec(dataId) ?? [];
  if (hex === undefined || digits === undefined) return undefined;
  return { address: BigInt(hex), size: Number(digits) };
}

/** Why data cannot be watched, as the end of a sentence; undefined when it can. */
export function whyUnwatchable({ address, size }: WatchedData): string | undefined {
  if (!sizes.includes(size)) {
    return `it has ${size} bytes, and the processor watches 1, 2, 4 or 8`;
  }
  if (address % BigInt(size) !== 0n) {
    return `its address 0x${address.toString(16)} is no multiple of its ${size} bytes, which the processor needs`;
  }
  return undefined;
}
