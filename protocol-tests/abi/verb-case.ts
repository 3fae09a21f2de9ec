import type { EngineObjects } from "../../src/dbgeng/native/dbgeng-dll.ts";
import type { DebugBreakpoint } from "../../src/dbgeng/native/debug-breakpoint.ts";
import type { DebugSymbolGroup } from "../../src/dbgeng/native/debug-symbol-group.ts";

/** The objects whose verbs are tried. */
export interface Objects extends Omit<EngineObjects, "release"> {
  readonly breakpoint: DebugBreakpoint;
  readonly group: DebugSymbolGroup;
}

/** One verb of one of our classes, and the native call that it must become. */
export interface VerbCase {
  readonly object: keyof Objects;
  readonly verb: string;
  /** What distinguishes several cases of one verb. */
  readonly when?: string | undefined;
  readonly inputs: readonly unknown[] | ((objects: Objects) => readonly unknown[]);
  /** `Interface::Method`. */
  readonly method: string;
  /** The arguments as the fake engine notes them. */
  readonly args: readonly string[];
  readonly result: unknown;
  /** The HRESULT that the fake engine answers; absent: S_OK. */
  readonly answer?: number | undefined;
  /** Bytes for an argument's memory instead of those by its type. */
  readonly writes?: Readonly<Record<number, Buffer>> | undefined;
  /** How many bytes of an argument's memory to note. */
  readonly captures?: Readonly<Record<number, number>> | undefined;
  /** How often the method is called; once when absent. */
  readonly calls?: number | undefined;
}

/** How the fake engine notes an argument. */
export const note = {
  u32: (value: number) => `u32 0x${value.toString(16)}`,
  i32: (value: number) => `i32 ${value}`,
  u64: (value: bigint) => `u64 0x${value.toString(16)}`,
  wide: (value: string) => `wide ${value}`,
  bytes: (value: Buffer) => `bytes ${value.toString("hex")}`,
  object: (name: string) => `object ${name}`,
  memory: "memory",
  text: "text",
  none: "null",
} as const;

/** What the fake engine writes to out parameters, by their type and their place. */
export const filled = {
  u32: (index: number) => 0xa0b0c000 + index,
  u64: (index: number) => 0xf1e2d3c4b5a69000n + BigInt(index),
  text: (method: string, index: number) => `é中😀 ${method} ${index}`,
  struct: (index: number, size: number) =>
    Buffer.from(Array.from({ length: size }, (_, position) => (16 * index + position) & 0xff)),
} as const;

/** The two arguments that follow a text buffer on its first attempt. */
export const textArguments = [note.text, note.u32(512), note.memory] as const;

/** Little-endian numbers of 32 bits, one after the other. */
export function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value >>> 0, 4 * index);
  return buffer;
}

/** Little-endian numbers of 64 bits, one after the other. */
export function longs(...values: bigint[]): Buffer {
  const buffer = Buffer.alloc(8 * values.length);
  for (const [index, value] of values.entries()) buffer.writeBigUInt64LE(value, 8 * index);
  return buffer;
}

/** A case whose verb takes and gives plain values. */
export function verbCase(
  object: keyof Objects,
  verb: string,
  inputs: VerbCase["inputs"],
  method: string,
  args: readonly string[],
  result: unknown = undefined,
  more: Partial<VerbCase> = {},
): VerbCase {
  return { object, verb, inputs, method, args, result, ...more };
}
