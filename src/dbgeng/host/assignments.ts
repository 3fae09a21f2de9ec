import { EngineError } from "../../engine/errors.ts";
import { SymbolFlag } from "../native/constants.ts";
import type { EngineObjects } from "../native/dbgeng-dll.ts";
import type { DebugSymbolGroup } from "../native/debug-symbol-group.ts";
import { optional } from "./errors.ts";
import type { Expressions } from "./expressions.ts";
import { fits, parseNumber, parseString, parseWhole } from "./parse-value.ts";
import { arrayLength, characterBytes, isArray, isPointer } from "./value-text.ts";

/**
 * Writes values to what expressions name. The engine's own writing takes some notations for zero
 * without a word, so values become bytes here wherever they have a place in memory.
 */
export class Assignments {
  readonly #engine: Pick<EngineObjects, "dataSpaces">;
  readonly #expressions: Expressions;

  constructor(engine: Pick<EngineObjects, "dataSpaces">, expressions: Expressions) {
    this.#engine = engine;
    this.#expressions = expressions;
  }

  /**
   * Writes a value to what an expression names in the current scope.
   * @throws {EngineError} `badInput` for a value that does not fit, `refused` for what is read-only.
   */
  write(expression: string, value: string): void {
    this.#expressions.with(expression, (group) => {
      const type = optional(() => group.typeName(0)) ?? "";
      const [parameters] = group.parameters(0, 1);
      if (((parameters?.flags ?? 0) & SymbolFlag.READ_ONLY) !== 0) {
        throw new EngineError("refused", `'${expression}' cannot be changed: it is read-only.`);
      }
      const size = optional(() => group.size(0)) ?? 0;
      const address = optional(() => group.offset(0));
      const bytes = this.#bytesOf(expression, type, size, value);
      if (address === undefined || isBitField(group))
        this.#writeSymbol(group, expression, value, bytes);
      else this.#writeMemory(expression, address, bytes);
    });
  }

  /** The bytes that a value has as a type. */
  #bytesOf(expression: string, type: string, size: number, value: string): Buffer {
    const bad = (why: string) =>
      new EngineError("badInput", `'${value}' cannot be written to '${expression}': ${why}.`);
    if (isArray(type)) return stringBytes(type, value, bad);
    if (/^(?:struct|class|union) (?!.*[*&]\s*$)/.test(type)) {
      throw bad(`a value of type ${type} is changed member by member`);
    }
    if (![1, 2, 4, 8].includes(size))
      throw bad(`values of type ${type || "unknown"} cannot be written`);
    const bytes = Buffer.alloc(size);
    if (/\b(?:float|double)\b/.test(type) && !isPointer(type)) {
      const number = parseNumber(value, { kind: "float" }) ?? this.#number(value, bad);
      if (size === 4) bytes.writeFloatLE(Number(number));
      else bytes.writeDoubleLE(Number(number));
      return bytes;
    }
    const whole = parseWhole(value.trim()) ?? this.#number(value, bad);
    if (typeof whole !== "bigint") throw bad(`it is no whole number, as type ${type} needs`);
    const bits = /^bool\b/.test(type) ? 1 : 8 * size;
    if (!fits(whole, bits) || (bits === 1 && whole < 0n)) {
      throw bad(
        `it does not fit into the ${size === 1 ? "byte" : `${size} bytes`} of type ${type}`,
      );
    }
    bytes.set(wholeBytes(whole, size));
    return bytes;
  }

  /** The value of an expression, as far as it is a number. */
  #number(value: string, bad: (why: string) => EngineError): bigint | number {
    try {
      const { integer, float, type } = this.#expressions.number(value);
      if (integer === undefined) return float ?? 0;
      // What comes back as unsigned may be meant as signed: an int of -1 has 32 bits set.
      return BigInt.asIntN(valueBits[type] ?? 64, integer);
    } catch (error) {
      if (error instanceof EngineError)
        throw bad("it is neither a value nor an expression known here");
      throw error;
    }
  }

  #writeMemory(expression: string, address: bigint, bytes: Buffer): void {
    const written = optional(() => this.#engine.dataSpaces.write(address, bytes));
    if (written === bytes.length) return;
    throw new EngineError(
      "refused",
      `'${expression}' cannot be changed: the memory at 0x${address.toString(16)} cannot be written.`,
    );
  }

  /** For what lives in a register, or in some bits only: decimal is what the engine reads best. */
  #writeSymbol(group: DebugSymbolGroup, expression: string, value: string, bytes: Buffer): void {
    const whole = parseWhole(value.trim());
    const text = whole === undefined ? value : whole.toString();
    const written = optional(() => {
      group.write(0, text);
      return true;
    });
    if (written) return;
    throw new EngineError(
      "refused",
      `'${expression}' cannot be changed to '${value}' (${bytes.length} bytes): the engine refused it.`,
    );
  }
}

const valueBits: Readonly<Record<number, number>> = { 1: 8, 2: 16, 3: 32, 4: 64 };

function wholeBytes(value: bigint, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes.subarray(0, size);
}

/** The engine shows where the bits of a bit-field are only by the name of its type. */
function isBitField(group: DebugSymbolGroup): boolean {
  return / : \d+$|: \d+ bit/i.test(optional(() => group.typeName(0)) ?? "");
}

function stringBytes(type: string, value: string, bad: (why: string) => EngineError): Buffer {
  const width = characterBytes(type);
  const text = parseString(value);
  if (width === undefined || text === undefined) {
    throw bad(
      width === undefined
        ? `a value of type ${type} is changed element by element`
        : 'text is written in quotes, e.g. "text"',
    );
  }
  const bytes = Buffer.from(`${text}\0`, width === 1 ? "utf8" : "utf16le");
  const room = (arrayLength(type) ?? 0) * width;
  if (bytes.length > room)
    throw bad(`it has ${bytes.length} bytes with its end, and there is room for ${room}`);
  return bytes;
}
