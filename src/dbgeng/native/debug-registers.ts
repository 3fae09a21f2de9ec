import { ComWrapper } from "./com-wrapper.ts";
import { type DebugValue, readDebugValue, writeDebugValue } from "./debug-value.ts";
import { debugRegisters2 } from "./interfaces/debug-registers2.ts";
import type { Pointer } from "./parameters.ts";
import {
  type RegisterDescription,
  readAll,
  readRegisterDescription,
  structSize,
} from "./structs.ts";

/** The registers of the current thread. `source` is one of `RegisterSource`. */
export class DebugRegisters extends ComWrapper<ReturnType<typeof debugRegisters2.bind>> {
  constructor(self: Pointer) {
    super(debugRegisters2.bind(self));
  }

  count(): number {
    return this.com.GetNumberRegisters()[0];
  }

  description(index: number): RegisterDescription & { readonly name: string } {
    const [name, description] = this.com.GetDescriptionWide(index);
    return { name, ...readRegisterDescription(description) };
  }

  /** @throws {HresultError} when no register has that name. */
  indexByName(name: string): number {
    return this.com.GetIndexByNameWide(name)[0];
  }

  value(index: number): DebugValue {
    return readDebugValue(this.com.GetValue(index)[0]);
  }

  setValue(index: number, value: Parameters<typeof writeDebugValue>[0]): void {
    this.com.SetValue(index, writeDebugValue(value));
  }

  /** The values of `count` registers from index `start` on. */
  values(source: number, start: number, count: number): DebugValue[] {
    if (count === 0) return [];
    const buffer = Buffer.alloc(count * structSize.debugValue);
    this.com.GetValues2(source, count, null, start, buffer);
    return readAll(buffer, structSize.debugValue, readDebugValue);
  }

  instructionOffset(): bigint {
    return this.com.GetInstructionOffset()[0];
  }

  stackOffset(): bigint {
    return this.com.GetStackOffset()[0];
  }

  frameOffset(): bigint {
    return this.com.GetFrameOffset()[0];
  }
}
