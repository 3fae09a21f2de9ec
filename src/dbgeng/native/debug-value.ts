import { ValueType } from "./constants.ts";
import { assertSize, structSize } from "./structs.ts";

/** DEBUG_VALUE. */
export interface DebugValue {
  /** One of `ValueType`. */
  readonly type: number;
  /** The bits of an integer, read as unsigned. */
  readonly integer?: bigint;
  /** The number of a FLOAT32 or FLOAT64. */
  readonly float?: number;
  /** All 24 bytes of the value's storage, for the types without a number of ours. */
  readonly bytes: Buffer;
}

/** Bytes of the integer types; the type follows the storage at offset 28. */
const integerBytes: Readonly<Record<number, number>> = {
  [ValueType.INT8]: 1,
  [ValueType.INT16]: 2,
  [ValueType.INT32]: 4,
  [ValueType.INT64]: 8,
};

/** Reads a DEBUG_VALUE. @throws {RangeError} for another number of bytes. */
export function readDebugValue(buffer: Buffer): DebugValue {
  assertSize(buffer, structSize.debugValue);
  const type = buffer.readUInt32LE(28);
  const bytes = Buffer.from(buffer.subarray(0, 24));
  const width = integerBytes[type];
  if (width !== undefined) {
    return { type, bytes, integer: BigInt.asUintN(8 * width, buffer.readBigUInt64LE(0)) };
  }
  if (type === ValueType.FLOAT32) return { type, bytes, float: buffer.readFloatLE(0) };
  if (type === ValueType.FLOAT64) return { type, bytes, float: buffer.readDoubleLE(0) };
  return { type, bytes };
}

/** Writes a value; `bytes` count only where the type has neither an integer nor a float. */
export function writeDebugValue(value: {
  type: number;
  integer?: bigint | undefined;
  float?: number | undefined;
  bytes?: Buffer | undefined;
}): Buffer {
  const buffer = Buffer.alloc(structSize.debugValue);
  const width = integerBytes[value.type];
  if (width !== undefined) {
    buffer.writeBigUInt64LE(BigInt.asUintN(8 * width, value.integer ?? 0n), 0);
  } else if (value.type === ValueType.FLOAT32) buffer.writeFloatLE(value.float ?? 0, 0);
  else if (value.type === ValueType.FLOAT64) buffer.writeDoubleLE(value.float ?? 0, 0);
  else value.bytes?.copy(buffer, 0, 0, 24);
  buffer.writeUInt32LE(value.type, 28);
  return buffer;
}
