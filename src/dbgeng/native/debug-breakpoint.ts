import { ComWrapper } from "./com-wrapper.ts";
import { debugBreakpoint2 } from "./interfaces/debug-breakpoint2.ts";
import type { Pointer } from "./parameters.ts";

/**
 * A breakpoint of the engine. The engine destroys it in `DebugControl.removeBreakpoint`, whatever
 * references there are.
 */
export class DebugBreakpoint extends ComWrapper<ReturnType<typeof debugBreakpoint2.bind>> {
  constructor(self: Pointer) {
    super(debugBreakpoint2.bind(self));
  }

  id(): number {
    return this.com.GetId()[0];
  }

  /** Its kind, one of `BreakpointType`, and the processor it is for (IMAGE_FILE_MACHINE_*). */
  type(): { type: number; processor: number } {
    const [type, processor] = this.com.GetType();
    return { type, processor };
  }

  /** Bits of `BreakpointFlag`. */
  flags(): number {
    return this.com.GetFlags()[0];
  }

  addFlags(flags: number): void {
    this.com.AddFlags(flags);
  }

  /** Where it is. @throws {HresultError} 0x80004002 while it is deferred. */
  offset(): bigint {
    return this.com.GetOffset()[0];
  }

  setOffset(offset: bigint): void {
    this.com.SetOffset(offset);
  }

  /**
   * Size (1, 2, 4 or 8 bytes) and `DataAccess` bits of a data breakpoint. The offset comes first.
   * @throws {HresultError} 0x80070057 for another size or an unaligned offset.
   */
  setDataParameters(size: number, access: number): void {
    this.com.SetDataParameters(size, access);
  }

  setMatchThreadId(threadId: number): void {
    this.com.SetMatchThreadId(threadId);
  }

  command(): string {
    return this.com.GetCommandWide()[0];
  }
}
