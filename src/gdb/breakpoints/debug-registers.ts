import { EngineError } from "../../engine/errors.ts";

/** Data that can be watched. */
export interface WatchedData {
  readonly address: bigint;
  readonly byteCount: number;
  /** What gdb is to watch: memory of its own right, which outlives the frame it was found in. */
  readonly expression: string;
}

/** Debug registers of the processor. x86 and the smallest of the others have four. */
const limit = 4;
const types: Readonly<Record<number, string>> = {
  1: "unsigned char",
  2: "unsigned short",
  4: "unsigned int",
  8: "unsigned long long",
};

/** Counts the debug registers that data breakpoints and hardware breakpoints take. */
export class DebugRegisters {
  #taken = 0;

  /**
   * Takes registers.
   * @throws {EngineError} `refused` when there are not as many free.
   */
  take(count = 1): void {
    const free = limit - this.#taken;
    if (count > free) {
      throw new EngineError(
        "refused",
        `The processor has ${limit} debug registers for data and hardware breakpoints together. This one needs ${count} of them, and ${free === 0 ? "none" : free} ${free === 1 ? "is" : "are"} free: remove another one first.`,
      );
    }
    this.#taken += count;
  }

  /** Gives registers back. */
  give(count = 1): void {
    this.#taken -= count;
  }
}

/** The id of a piece of data; valid until the debuggee ends. */
export function dataIdOf(address: bigint, byteCount: number): string {
  return `0x${address.toString(16)}:${byteCount}`;
}

/**
 * Reads an id of `dataIdOf`.
 * @throws {EngineError} `badInput` for anything else, `unsupported` for what no processor watches.
 */
export function readDataId(dataId: string): WatchedData {
  const [, address, count] = /^(0x[0-9a-f]+):(\d+)$/.exec(dataId) ?? [];
  if (address === undefined || count === undefined) {
    throw new EngineError("badInput", `'${dataId}' is no data id of this session.`);
  }
  const data = { address: BigInt(address), byteCount: Number(count) };
  const problem = unwatchable(data.address, data.byteCount);
  if (problem !== undefined) throw new EngineError("unsupported", problem);
  return { ...data, expression: `*(${types[data.byteCount]} *) ${address}` };
}

/** Why the processor cannot watch this data: one sentence. Undefined when it can. */
export function unwatchable(address: bigint, byteCount: number): string | undefined {
  if (types[byteCount] === undefined) {
    return `The processor cannot watch ${byteCount} bytes, only 1, 2, 4 or 8: watch a part of it.`;
  }
  if (address % BigInt(byteCount) !== 0n) {
    return `The processor cannot watch ${byteCount} bytes at 0x${address.toString(16)}: the address must be a multiple of ${byteCount}.`;
  }
  return undefined;
}
