import { ComWrapper } from "./com-wrapper.ts";
import { Hresult } from "./hresult.ts";
import { HresultError } from "./hresult-error.ts";
import { debugDataSpaces4 } from "./interfaces/debug-data-spaces4.ts";
import type { Pointer } from "./parameters.ts";
import { type MemoryInformation, readMemoryInformation } from "./structs.ts";

/** Codes that mean "no memory there", as opposed to "no connection" or "not stopped". */
const unreadable: readonly number[] = [Hresult.READ_FAULT, Hresult.NOACCESS, Hresult.PARTIAL_COPY];

/** The debuggee's memory. */
export class DebugDataSpaces extends ComWrapper<ReturnType<typeof debugDataSpaces4.bind>> {
  constructor(self: Pointer) {
    super(debugDataSpaces4.bind(self));
  }

  /**
   * Reads up to `count` bytes; the engine caches them until the debuggee runs. Shorter, possibly
   * empty, where unmapped memory begins.
   */
  read(address: bigint, count: number): Buffer {
    return emptyWhenUnreadable(() => this.com.ReadVirtual(address, count)[0]);
  }

  /** Answers the number of bytes written. @throws {HresultError} when nothing can be. */
  write(address: bigint, data: Buffer): number {
    return this.com.WriteVirtual(address, data, data.length)[0];
  }

  /** The region that an address is in. */
  queryVirtual(address: bigint): MemoryInformation {
    return readMemoryInformation(this.com.QueryVirtual(address)[0]);
  }
}

function emptyWhenUnreadable(read: () => Buffer): Buffer {
  try {
    return read();
  } catch (error) {
    if (error instanceof HresultError && unreadable.includes(error.code)) return Buffer.alloc(0);
    throw error;
  }
}
