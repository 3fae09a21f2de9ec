import type { FrameId, ValueFormat, Variable } from "../../../engine/model.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import type { SymbolParameters } from "../../native/structs.ts";
import { TypeInformation } from "../../native/type-information.ts";
import { optional } from "../errors.ts";
import {
  type CharacterBytes,
  characterBytes,
  decodeText,
  endOfText,
  isLikelyText,
  likelyBytes,
} from "./characters.ts";
import type { Containers } from "./containers.ts";
import {
  arrayLength,
  isArray,
  isFunction,
  isPointer,
  pointerValue,
  valueText,
} from "./value-text.ts";

/** As much of a string as is shown, in characters. */
const longestString = 2048;
/** As much of a string as is read for those who want all of it. */
export const wholeString = 1 << 20;

/** As much of a string as tells that it is one, in characters. */
const shortString = 64;

const unknownType = "<CLR type>";
/** BasicType of cvconst.h. */
const characterTypes: Readonly<Record<number, string>> = {
  32: "char16_t",
  33: "char32_t",
  34: "char8_t",
};
/** Pointers to pointers of arrays of characters are rarely deeper. */
const deepestPointer = 8;

/** What a symbol is described as. */
export interface Naming {
  readonly frame: FrameId | undefined;
  readonly name: string;
  /** Absent for what no expression gives again. */
  readonly expression?: string | undefined;
  readonly format?: ValueFormat | undefined;
}

/** Turns the symbols of the engine's groups into variables. */
export class SymbolValues {
  readonly #engine: Pick<EngineObjects, "dataSpaces" | "systemObjects">;
  readonly #containers: Containers;

  constructor(engine: Pick<EngineObjects, "dataSpaces" | "systemObjects">, containers: Containers) {
    this.#engine = engine;
    this.#containers = containers;
  }

  /** A symbol as a variable. */
  describe(group: DebugSymbolGroup, index: number, naming: Naming): Variable {
    const { type, address, expandable, value } = this.#read(group, index, naming.format);
    const { name, frame, expression } = naming;
    const length = isArray(type) ? arrayLength(type) : undefined;
    const children =
      expandable && expression !== undefined
        ? this.#containers.add({
            kind: "expression",
            frame,
            expression,
            pointer: isPointer(type),
            length,
          })
        : undefined;
    return {
      name,
      value,
      ...(type && { type }),
      ...(expression !== undefined && { evaluateName: expression }),
      ...(children !== undefined && { children }),
      ...(children !== undefined && length !== undefined && { indexedCount: length }),
      ...(address !== undefined && { memory: address }),
      ...(expandable && !isPointer(type) && !isArray(type) && { readOnly: true }),
      ...(address && isFunction(type) && { valueLocation: { kind: "code", address } }),
    };
  }

  /** The value of a symbol as text. @param longest How much of a string is wanted. */
  text(
    group: DebugSymbolGroup,
    index: number,
    longest = longestString,
    format?: ValueFormat,
  ): string {
    return this.#read(group, index, format, longest).value;
  }

  #read(
    group: DebugSymbolGroup,
    index: number,
    format: ValueFormat | undefined,
    longest = longestString,
  ) {
    const known = this.#typeOf(group, index);
    const [parameters] = group.parameters(index, 1);
    const text = this.#textOf(group, index, parameters);
    const points = isPointer(known) ? pointerValue(text) : undefined;
    const address = points ?? optional(() => group.offset(index));
    const size = optional(() => group.size(index));
    const type =
      known.includes(unknownType) && address ? this.#likelyType(known, address, size) : known;
    const expandable = (parameters?.subElements ?? 0) > 0 && points !== 0n;
    const width = characterBytes(type);
    const string =
      width !== undefined && address
        ? this.#stringAt(address, width, isArray(type) ? (arrayLength(type) ?? 0) : longest)
        : undefined;
    const value = valueText({ type, text, string, expandable, size, hex: format?.hex });
    return { type, address, expandable, value };
  }

  /** The value as the engine writes it, with the names and the signs that it misses of enumerators. */
  #textOf(group: DebugSymbolGroup, index: number, type: SymbolParameters | undefined): string {
    const text = optional(() => group.valueText(index)) ?? "";
    const [, unnamed, named] =
      /^(?:0n(-\d+) \(No matching enumerant\)|\S+ \(0n(-\d+)\))$/.exec(text) ?? [];
    const number = unnamed ?? named;
    if (number === undefined || type === undefined) return text;
    const bits = 8 * group.size(index);
    for (const [name, value] of this.#types(type.module).enumerators(type.typeId)) {
      if (BigInt.asIntN(bits, value) === BigInt(number)) return `${name} (0n${value})`;
    }
    return text;
  }

  #types(module: bigint): TypeInformation {
    return new TypeInformation(this.#engine.systemObjects.currentProcessHandle(), module);
  }

  /** The type as people write it. Old engines take the newer character types for those of .NET. */
  #typeOf(group: DebugSymbolGroup, index: number): string {
    const type = optional(() => group.typeName(index)) ?? "";
    const [parameters] = type.includes(unknownType) ? group.parameters(index, 1) : [];
    if (parameters === undefined) return type;
    const types = this.#types(parameters.module);
    let { typeId } = parameters;
    for (let depth = 0; depth < deepestPointer; depth += 1) {
      const base = types.baseType(typeId);
      if (base !== undefined) return type.replace(unknownType, characterTypes[base] ?? unknownType);
      typeId = types.inner(typeId) ?? typeId;
    }
    return type;
  }

  /**
   * The type with the kind of characters that are there. Engines older than char16_t and char32_t
   * take both for the same unknown type.
   */
  #likelyType(type: string, address: bigint, size: number | undefined): string {
    if (!isPointer(type) && !isArray(type)) return type;
    const width = likelyBytes(this.#engine.dataSpaces.read(address, 8));
    const length = isArray(type) && size !== undefined ? Math.floor(size / width) : shortString;
    if (!isLikelyText(this.#stringAt(address, width, length) ?? "")) return type;
    const named = type.replace(unknownType, width === 2 ? "char16_t" : "char32_t");
    return named.replace("[]", `[${length}]`);
  }

  /** A string up to its NUL; undefined when it cannot be read. */
  #stringAt(address: bigint, width: CharacterBytes, longest: number): string | undefined {
    const parts: Buffer[] = [];
    // Most strings are short, and memory is far away.
    for (let read = 0, chunk = 256; read < longest * width; chunk *= 4) {
      const wanted = Math.min(chunk, longest * width - read);
      const bytes = this.#engine.dataSpaces.read(address + BigInt(read), wanted);
      read += bytes.length;
      const end = endOfText(bytes, width);
      parts.push(bytes.subarray(0, end));
      if (end < bytes.length || bytes.length < wanted) break;
    }
    const all = Buffer.concat(parts);
    if (all.length === 0 && this.#engine.dataSpaces.read(address, width).length < width) {
      return undefined;
    }
    return decodeText(all, width);
  }
}
