import { koffi } from "./load-koffi.ts";
import { loadedDbghelp } from "./loaded-module.ts";

/** IMAGEHLP_SYMBOL_TYPE_INFO of dbghelp.h. */
const What = {
  TAG: 0,
  NAME: 1,
  LENGTH: 2,
  TYPE: 3,
  BASE_TYPE: 5,
  FIND_CHILDREN: 7,
  VALUE: 11,
  CHILDREN_COUNT: 13,
};
/** SymTagEnum of cvconst.h. */
const enumerationTag = 12;
/** btUInt and btULong of cvconst.h. */
const unsignedTypes = [7, 14];

/** VARIANT: its kind (oaidl.h), and the bytes of an integer of that kind at offset 8. */
const variantSize = 24;
const integerKinds: Readonly<Record<number, (variant: Buffer) => bigint>> = {
  2: (variant) => BigInt(variant.readInt16LE(8)),
  3: (variant) => BigInt(variant.readInt32LE(8)),
  16: (variant) => BigInt(variant.readInt8(8)),
  17: (variant) => BigInt(variant.readUInt8(8)),
  18: (variant) => BigInt(variant.readUInt16LE(8)),
  19: (variant) => BigInt(variant.readUInt32LE(8)),
  20: (variant) => variant.readBigInt64LE(8),
  21: (variant) => variant.readBigUInt64LE(8),
};

/**
 * What dbghelp, which the engine keeps its symbols in, knows of types and dbgeng has no call for.
 *
 * https://learn.microsoft.com/windows/win32/api/dbghelp/nf-dbghelp-symgettypeinfo
 */
export class TypeInformation {
  readonly #ask: (typeId: number, what: number, answer: Buffer) => boolean;

  /**
   * @param process The engine's handle of the current process.
   * @param moduleBase The module whose types are asked for.
   */
  constructor(process: bigint, moduleBase: bigint) {
    const path = loadedDbghelp();
    const getTypeInfo =
      path === undefined
        ? () => 0
        : koffi
            .load(path)
            .func("__stdcall", "SymGetTypeInfo", "int32", [
              "intptr",
              "uint64",
              "uint32",
              "int32",
              "void *",
            ]);
    this.#ask = (typeId, what, answer) =>
      getTypeInfo(process, moduleBase, typeId, what, answer) !== 0;
  }

  /** What a pointer points to, or an array consists of. */
  inner(typeId: number): number | undefined {
    return this.#number(typeId, What.TYPE);
  }

  /** The kind of a basic type or an enumeration, a BasicType of cvconst.h; undefined for others. */
  baseType(typeId: number): number | undefined {
    return this.#number(typeId, What.BASE_TYPE);
  }

  /** Whether the type is an enumeration. */
  isEnumeration(typeId: number): boolean {
    return this.#number(typeId, What.TAG) === enumerationTag;
  }

  /** The names and values of an enumeration. The engine evaluates only those that a program uses. */
  enumerators(typeId: number): ReadonlyMap<string, bigint> {
    const found = new Map<string, bigint>();
    const bits = 8 * Number(this.#length(typeId));
    // Compilers write negative ones as what their bits are without a sign.
    const sized = unsignedTypes.includes(this.baseType(typeId) ?? 0)
      ? BigInt.asUintN
      : BigInt.asIntN;
    for (const child of this.#children(typeId)) {
      const variant = Buffer.alloc(variantSize);
      const name = this.#nameOf(child);
      if (name === undefined || !this.#ask(child, What.VALUE, variant)) continue;
      const value = integerKinds[variant.readUInt16LE(0)]?.(variant);
      if (value !== undefined) found.set(name, sized(bits, value));
    }
    return found;
  }

  #children(typeId: number): number[] {
    const count = this.#number(typeId, What.CHILDREN_COUNT) ?? 0;
    // TI_FINDCHILDREN_PARAMS: ULONG Count, Start, ChildId[Count].
    const children = Buffer.alloc(8 + 4 * count);
    children.writeUInt32LE(count, 0);
    if (count === 0 || !this.#ask(typeId, What.FIND_CHILDREN, children)) return [];
    return Array.from({ length: count }, (_, index) => children.readUInt32LE(8 + 4 * index));
  }

  /** Bytes of a type. */
  #length(typeId: number): bigint {
    const answer = Buffer.alloc(8);
    return this.#ask(typeId, What.LENGTH, answer) ? answer.readBigUInt64LE() : 0n;
  }

  #number(typeId: number, what: number): number | undefined {
    const answer = Buffer.alloc(4);
    return this.#ask(typeId, what, answer) ? answer.readUInt32LE() : undefined;
  }

  /** A name, which dbghelp allocates for its caller. */
  #nameOf(typeId: number): string | undefined {
    const cell = Buffer.alloc(8);
    if (!this.#ask(typeId, What.NAME, cell)) return undefined;
    const name = koffi.decode(cell, "str16") as string | null;
    const kernel32 = koffi.load("kernel32.dll");
    const localFree = kernel32.func("__stdcall", "LocalFree", "intptr", ["intptr"]);
    localFree(cell.readBigUInt64LE());
    return name ?? undefined;
  }
}
