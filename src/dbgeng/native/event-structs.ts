import { assertSize, structSize } from "./structs.ts";

/** EXCEPTION_RECORD64. */
export interface ExceptionRecord {
  readonly code: number;
  readonly flags: number;
  readonly record: bigint;
  readonly address: bigint;
  /** At most 15; of an access violation: 0 read, 1 write or 8 execute, then the address. */
  readonly parameters: readonly bigint[];
}

/** What can be set of an exception filter; see `Filter` for the values. */
export interface ExceptionFilter {
  readonly executionOption: number;
  readonly continueOption: number;
  readonly exceptionCode: number;
}

/** Reads an EXCEPTION_RECORD64. @param buffer May be longer: the extra information of an exception event starts with it. */
export function readExceptionRecord(buffer: Buffer): ExceptionRecord {
  assertSize(buffer.subarray(0, structSize.exceptionRecord), structSize.exceptionRecord);
  const count = Math.min(buffer.readUInt32LE(24), 15);
  return {
    code: buffer.readUInt32LE(0),
    flags: buffer.readUInt32LE(4),
    record: buffer.readBigUInt64LE(8),
    address: buffer.readBigUInt64LE(16),
    parameters: Array.from({ length: count }, (_, index) => buffer.readBigUInt64LE(32 + 8 * index)),
  };
}

/** Reads a DEBUG_EXCEPTION_FILTER_PARAMETERS. */
export function readExceptionFilter(buffer: Buffer): ExceptionFilter {
  assertSize(buffer, structSize.exceptionFilter);
  return {
    executionOption: buffer.readUInt32LE(0),
    continueOption: buffer.readUInt32LE(4),
    exceptionCode: buffer.readUInt32LE(20),
  };
}

/** Writes one; the engine ignores the sizes of texts, which stay 0. */
export function writeExceptionFilter(filter: ExceptionFilter): Buffer {
  const buffer = Buffer.alloc(structSize.exceptionFilter);
  buffer.writeUInt32LE(filter.executionOption, 0);
  buffer.writeUInt32LE(filter.continueOption, 4);
  buffer.writeUInt32LE(filter.exceptionCode, 20);
  return buffer;
}
