import type { Address } from "../../engine/model.ts";

/** Data that is watched: where it is, and the pieces that the processor can watch. */
export interface WatchedData {
  readonly address: Address;
  readonly size: number;
  readonly parts: readonly { readonly address: Address; readonly size: number }[];
}

/** What the debug registers of x86 watch at once: four aligned pieces of up to 8 bytes. */
const mostParts = 4;
const widest = 8;

/** The id of watched data, e.g. `0x5000:4`. */
export function dataIdOf(address: Address, size: number): string {
  return `0x${address.toString(16)}:${size}`;
}

/** Takes an id apart; undefined for one that is none, or that cannot be watched. */
export function parseDataId(dataId: string): WatchedData | undefined {
  const [, hex, digits] = /^(0x[0-9a-f]+):(\d+)$/i.exec(dataId) ?? [];
  if (hex === undefined || digits === undefined) return undefined;
  const [address, size] = [BigInt(hex), Number(digits)];
  return whyUnwatchable(address, size) === undefined
    ? { address, size, parts: partsOf(address, size) }
    : undefined;
}

/** Why data cannot be watched, as the end of a sentence; undefined when it can. */
export function whyUnwatchable(address: Address, size: number): string | undefined {
  if (size < 1) return "it has no bytes";
  if (size > mostParts * widest) {
    return `it has ${size} bytes, and the processor watches ${mostParts * widest} at most (${mostParts} aligned pieces of ${widest})`;
  }
  const parts = partsOf(address, size).length;
  if (parts > mostParts) {
    return `its ${size} bytes at 0x${address.toString(16)} are not aligned, and would take ${parts} of the processor's ${mostParts} debug registers`;
  }
  return undefined;
}

/** Cuts a range into pieces of 1, 2, 4 or 8 bytes, each at a multiple of its size. */
function partsOf(address: Address, size: number): { address: Address; size: number }[] {
  const parts: { address: Address; size: number }[] = [];
  let at = address;
  for (let left = size; left > 0; ) {
    let piece = widest;
    while (piece > left || at % BigInt(piece) !== 0n) piece /= 2;
    parts.push({ address: at, size: piece });
    at += BigInt(piece);
    left -= piece;
  }
  return parts;
}
