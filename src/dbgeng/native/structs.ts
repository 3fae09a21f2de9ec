// C structures of dbgeng.h (and two of winnt.h), little-endian, the same layout on x86 and x64.
// Every reader throws a RangeError for another number of bytes than the structure has.
// https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/

/** Sizes in bytes. */
export const structSize = {
  stackFrame: 128,
  moduleParameters: 64,
  symbolParameters: 32,
  symbolEntry: 64,
  sourceEntry: 64,
  exceptionRecord: 152,
  exceptionFilter: 24,
  debugValue: 32,
  createOptions: 16,
  registerDescription: 32,
  memoryInformation: 48,
} as const;

/** DEBUG_STACK_FRAME. */
export interface StackFrame {
  readonly instructionOffset: bigint;
  readonly returnOffset: bigint;
  readonly frameOffset: bigint;
  readonly stackOffset: bigint;
  readonly virtual: boolean;
  readonly frameNumber: number;
}

/** DEBUG_MODULE_PARAMETERS. A base of 2^64-1 marks a module that was asked for and is unknown. */
export interface ModuleParameters {
  readonly base: bigint;
  readonly size: number;
  readonly timeDateStamp: number;
  readonly checksum: number;
  readonly flags: number;
  readonly symbolType: number;
}

/** DEBUG_SYMBOL_PARAMETERS. */
export interface SymbolParameters {
  readonly module: bigint;
  readonly typeId: number;
  /** Index of the parent in the group; `anyId` for a root. */
  readonly parent: number;
  /** Above zero for a symbol that can be expanded; a guess until it is. */
  readonly subElements: number;
  readonly flags: number;
}

/** DEBUG_SYMBOL_ENTRY. */
export interface SymbolEntry {
  readonly moduleBase: bigint;
  readonly offset: bigint;
  readonly symbolId: bigint;
  readonly size: number;
  readonly flags: number;
  readonly typeId: number;
  readonly token: number;
  readonly tag: number;
}

/** DEBUG_SYMBOL_SOURCE_ENTRY. */
export interface SourceEntry {
  readonly moduleBase: bigint;
  readonly offset: bigint;
  readonly size: number;
  readonly flags: number;
  readonly startLine: number;
  readonly endLine: number;
}

/** DEBUG_REGISTER_DESCRIPTION. */
export interface RegisterDescription {
  /** Natural type, one of `ValueType`. */
  readonly type: number;
  readonly flags: number;
  /** Of a part of a register: the index of the whole, its bits, and where they start. */
  readonly master: number;
  readonly length: number;
  readonly mask: bigint;
  readonly shift: number;
}

/** MEMORY_BASIC_INFORMATION64. */
export interface MemoryInformation {
  readonly baseAddress: bigint;
  readonly allocationBase: bigint;
  readonly allocationProtect: number;
  readonly regionSize: bigint;
  readonly state: number;
  readonly protect: number;
  readonly type: number;
}

/**
 * Reads an array of structures.
 * @throws {RangeError} when the bytes are no whole number of structures.
 */
export function readAll<T>(buffer: Buffer, size: number, read: (one: Buffer) => T): T[] {
  if (buffer.length % size !== 0) {
    throw new RangeError(`${buffer.length} bytes are not an array of ${size}-byte structures.`);
  }
  return Array.from({ length: buffer.length / size }, (_, index) =>
    read(buffer.subarray(index * size, (index + 1) * size)),
  );
}

/** @throws {RangeError} when the buffer is not exactly one structure. */
export function assertSize(buffer: Buffer, size: number): void {
  if (buffer.length !== size) {
    throw new RangeError(`A structure of ${size} bytes was expected, not ${buffer.length}.`);
  }
}

/** Reads a DEBUG_STACK_FRAME. */
export function readStackFrame(buffer: Buffer): StackFrame {
  assertSize(buffer, structSize.stackFrame);
  return {
    instructionOffset: buffer.readBigUInt64LE(0),
    returnOffset: buffer.readBigUInt64LE(8),
    frameOffset: buffer.readBigUInt64LE(16),
    stackOffset: buffer.readBigUInt64LE(24),
    virtual: buffer.readUInt32LE(120) !== 0,
    frameNumber: buffer.readUInt32LE(124),
  };
}

/** Writes a DEBUG_STACK_FRAME. */
export function writeStackFrame(frame: StackFrame): Buffer {
  const buffer = Buffer.alloc(structSize.stackFrame);
  buffer.writeBigUInt64LE(frame.instructionOffset, 0);
  buffer.writeBigUInt64LE(frame.returnOffset, 8);
  buffer.writeBigUInt64LE(frame.frameOffset, 16);
  buffer.writeBigUInt64LE(frame.stackOffset, 24);
  buffer.writeUInt32LE(frame.virtual ? 1 : 0, 120);
  buffer.writeUInt32LE(frame.frameNumber, 124);
  return buffer;
}

/** Reads a DEBUG_MODULE_PARAMETERS. */
export function readModuleParameters(buffer: Buffer): ModuleParameters {
  assertSize(buffer, structSize.moduleParameters);
  return {
    base: buffer.readBigUInt64LE(0),
    size: buffer.readUInt32LE(8),
    timeDateStamp: buffer.readUInt32LE(12),
    checksum: buffer.readUInt32LE(16),
    flags: buffer.readUInt32LE(20),
    symbolType: buffer.readUInt32LE(24),
  };
}

/** Reads a DEBUG_SYMBOL_PARAMETERS. */
export function readSymbolParameters(buffer: Buffer): SymbolParameters {
  assertSize(buffer, structSize.symbolParameters);
  return {
    module: buffer.readBigUInt64LE(0),
    typeId: buffer.readUInt32LE(8),
    parent: buffer.readUInt32LE(12),
    subElements: buffer.readUInt32LE(16),
    flags: buffer.readUInt32LE(20),
  };
}

/** Reads a DEBUG_SYMBOL_ENTRY. */
export function readSymbolEntry(buffer: Buffer): SymbolEntry {
  assertSize(buffer, structSize.symbolEntry);
  return {
    moduleBase: buffer.readBigUInt64LE(0),
    offset: buffer.readBigUInt64LE(8),
    symbolId: buffer.readBigUInt64LE(16),
    size: buffer.readUInt32LE(32),
    flags: buffer.readUInt32LE(36),
    typeId: buffer.readUInt32LE(40),
    token: buffer.readUInt32LE(48),
    tag: buffer.readUInt32LE(52),
  };
}

/** Reads a DEBUG_SYMBOL_SOURCE_ENTRY. */
export function readSourceEntry(buffer: Buffer): SourceEntry {
  assertSize(buffer, structSize.sourceEntry);
  return {
    moduleBase: buffer.readBigUInt64LE(0),
    offset: buffer.readBigUInt64LE(8),
    size: buffer.readUInt32LE(32),
    flags: buffer.readUInt32LE(36),
    startLine: buffer.readUInt32LE(44),
    endLine: buffer.readUInt32LE(48),
  };
}

/** Reads a DEBUG_REGISTER_DESCRIPTION. */
export function readRegisterDescription(buffer: Buffer): RegisterDescription {
  assertSize(buffer, structSize.registerDescription);
  return {
    type: buffer.readUInt32LE(0),
    flags: buffer.readUInt32LE(4),
    master: buffer.readUInt32LE(8),
    length: buffer.readUInt32LE(12),
    mask: buffer.readBigUInt64LE(16),
    shift: buffer.readUInt32LE(24),
  };
}

/** Reads a MEMORY_BASIC_INFORMATION64. */
export function readMemoryInformation(buffer: Buffer): MemoryInformation {
  assertSize(buffer, structSize.memoryInformation);
  return {
    baseAddress: buffer.readBigUInt64LE(0),
    allocationBase: buffer.readBigUInt64LE(8),
    allocationProtect: buffer.readUInt32LE(16),
    regionSize: buffer.readBigUInt64LE(24),
    state: buffer.readUInt32LE(32),
    protect: buffer.readUInt32LE(36),
    type: buffer.readUInt32LE(40),
  };
}
