import { koffi } from "./load-koffi.ts";

/** An address in this process: a COM object, a vtable, a function. */
export type Pointer = bigint;

/** Bytes of a pointer in this process. */
export const pointerSize = koffi.sizeof("void *");

/** The C arguments that one parameter contributes to one call, and what it brings back. */
export interface Cell {
  readonly native: readonly unknown[];
  /** Reads the result after a successful call. */
  result?(successCode: number): unknown;
  /** Enlarges a buffer that was too small. Answers true when the call must be repeated. */
  grow?(): boolean;
}

/**
 * One parameter of a COM method as TypeScript sees it: what goes in, what comes out, and the C
 * arguments in between. `In` and `Out` are tuples of no or one element; `Received` is what a
 * callback gets.
 */
export interface Parameter<
  In extends readonly unknown[],
  Out extends readonly unknown[],
  Received = unknown,
> {
  /** koffi's names of the C arguments. */
  readonly types: readonly string[];
  /** Whether the caller passes a value for it. */
  readonly input: boolean;
  open(input: unknown): Cell;
  /** Turns the C value that a callback received into ours. */
  receive?(value: unknown): unknown;
  /** Never present; carries the types. */
  readonly phantom?: { readonly in: In; readonly out: Out; readonly received: Received };
}

function passed<T, Received = T>(
  type: string,
  receive?: (value: unknown) => Received,
): Parameter<readonly [T], readonly [], Received> {
  return {
    types: [type],
    input: true,
    open: (input) => ({ native: [input] }),
    ...(receive === undefined ? {} : { receive }),
  };
}

/** `ULONG`. */
export const u32 = passed<number>("uint32");
/** `LONG`, `BOOL`. */
export const i32 = passed<number>("int32");
/** `ULONG64`: handles and addresses. koffi hands callbacks a number or a signed bigint of it. */
export const u64 = passed<bigint>("uint64", (value) =>
  BigInt.asUintN(64, BigInt(value as number | bigint)),
);
/** `PCWSTR`; null passes NULL. */
export const wide = passed<string | null>("str16");
/** Memory that the callee reads or fills; null passes NULL. */
export const bytes = passed<Buffer | null, Pointer | null>("void *");
/** A COM object or other address; null passes NULL. */
export const pointer = passed<Pointer | null>("void *");

function answered<T>(
  size: number,
  read: (cell: Buffer) => T,
): Parameter<readonly [], readonly [T]> {
  return {
    types: ["void *"],
    input: false,
    open() {
      const cell = Buffer.alloc(size);
      return { native: [cell], result: () => read(cell) };
    },
  };
}

/** `PULONG`. */
export const outU32 = answered(4, (cell) => cell.readUInt32LE());
/** `PULONG64`. */
export const outU64 = answered(8, (cell) => cell.readBigUInt64LE());
/** A pointer to a pointer; the caller owns the reference. 0n when the callee wrote NULL. */
export const outPointer = answered(
  8,
  (cell): Pointer => (pointerSize === 8 ? cell.readBigUInt64LE() : BigInt(cell.readUInt32LE())),
);
/** `PULONG` that the callee reads and writes. */
export const inoutU32: Parameter<readonly [number], readonly [number]> = {
  types: ["void *"],
  input: true,
  open(input) {
    const cell = Buffer.alloc(4);
    cell.writeUInt32LE(input as number);
    return { native: [cell], result: () => cell.readUInt32LE() };
  },
};

/** A pointer to a structure of the given size. */
export function outStruct(size: number): Parameter<readonly [], readonly [Buffer]> {
  return answered(size, (cell) => cell);
}

/**
 * `PWSTR Buffer, ULONG BufferSize, PULONG Size`: text, however long. The call is repeated with a
 * larger buffer when the first was too small, so it fits methods without side effects only.
 */
export const outWide: Parameter<readonly [], readonly [string]> = {
  types: ["void *", "uint32", "void *"],
  input: false,
  open() {
    const needed = Buffer.alloc(4);
    let buffer = Buffer.alloc(2 * 512);
    return {
      get native() {
        return [buffer, buffer.length / 2, needed];
      },
      result: () => textUpToNul(buffer),
      grow() {
        if (needed.readUInt32LE() * 2 <= buffer.length) return false;
        buffer = Buffer.alloc(needed.readUInt32LE() * 2);
        return true;
      },
    };
  },
};

/** `PVOID Buffer, ULONG BufferSize, PULONG BytesUsed`: at most as many bytes as the caller passes. */
export const outBytes: Parameter<readonly [number], readonly [Buffer]> = {
  types: ["void *", "uint32", "void *"],
  input: true,
  open(capacity) {
    const used = Buffer.alloc(4);
    const buffer = Buffer.alloc(capacity as number);
    return {
      native: [buffer, buffer.length, used],
      result: () => buffer.subarray(0, Math.min(used.readUInt32LE(), buffer.length)),
    };
  },
};

/**
 * No C argument: brings back the success code of a method whose S_FALSE (1) tells something.
 */
export const successCode: Parameter<readonly [], readonly [number]> = {
  types: [],
  input: false,
  open: () => ({ native: [], result: (code) => code }),
};

function textUpToNul(buffer: Buffer): string {
  let end = 0;
  while (end + 1 < buffer.length && buffer.readUInt16LE(end) !== 0) end += 2;
  return buffer.toString("utf16le", 0, end);
}
