import { EngineError } from "../../../engine/errors.ts";
import { SymbolFlag } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import type { SymbolParameters } from "../../native/structs.ts";
import { optional } from "../errors.ts";
import { characterBytes, encodeText } from "./characters.ts";
import type { TypePlace } from "./enumerators.ts";
import type { Expressions } from "./expressions.ts";
import { fits, parseNumber, parseString, parseWhole } from "./parse-value.ts";
import { addressOf } from "./symbol-groups.ts";
import { arrayLength, isArray, isPointer } from "./value-text.ts";

/** What is written to: its expression and type, and its size in bytes. */
interface Destination {
  readonly expression: string;
  readonly type: string;
  readonly size: number;
  readonly parameters: SymbolParameters | undefined;
}

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
      const address = addressOf(group, 0);
      const place = { expression, type, size, parameters };
      const bytes = this.#bytesOf(place, this.#enumerator(parameters, value) ?? value);
      // Nothing tells a bit-field from a whole number but what becomes of it.
      const mayBeBits = /(?:\.|->)\w+$/.test(expression) && isInteger(type);
      if (address !== undefined && !mayBeBits) this.#writeMemory(expression, address, bytes);
      else this.#writeSymbol(group, expression, bytes, value);
    });
  }

  /** The value of an enumerator of a type by its name, whatever else is called like it. */
  #enumerator(type: TypePlace | undefined, name: string): string | undefined {
    if (type === undefined || !/^[A-Za-z_][\w:]*$/.test(name.trim())) return undefined;
    return this.#expressions.enumerators.valueIn(type, name.trim())?.toString();
  }

  /** The bytes that a value has in a place. */
  #bytesOf({ expression, type, size, parameters }: Destination, value: string): Buffer {
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
      const number = parseNumber(value, { kind: "float" }) ?? this.#number(value, parameters, bad);
      if (size === 4) bytes.writeFloatLE(Number(number));
      else bytes.writeDoubleLE(Number(number));
      return bytes;
    }
    const whole = parseWhole(value.trim()) ?? this.#number(value, parameters, bad);
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
  #number(
    value: string,
    assignedTo: TypePlace | undefined,
    bad: (why: string) => EngineError,
  ): bigint | number {
    try {
      const { integer, float, type } = this.#expressions.number(value, assignedTo);
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

  /**
   * For what lives in a register, or in some bits only. What does not fit there is put back, because
   * the engine cuts it short without a word.
   */
  #writeSymbol(group: DebugSymbolGroup, expression: string, bytes: Buffer, value: string): void {
    const before = optional(() => group.valueText(0)) ?? "";
    const refuse = () => {
      throw new EngineError("refused", `'${expression}' cannot be changed: the engine refused it.`);
    };
    // Decimal is what the engine reads best; of fractions it takes the text as it is.
    const whole = isInteger(group.typeName(0));
    if (!writes(group, whole ? unsigned(bytes).toString() : value)) refuse();
    if (!whole) return;
    // The group remembers what it was told.
    const after = this.#expressions.with(expression, (anew) => anew.valueText(0));
    const now = numberIn(after);
    if (now === undefined || BigInt.asUintN(8 * bytes.length, now) === unsigned(bytes)) return;
    const old = numberIn(before);
    if (old !== undefined) writes(group, old.toString());
    throw new EngineError(
      "badInput",
      `'${value}' cannot be written to '${expression}': it does not fit into its bits.`,
    );
  }
}

function writes(group: DebugSymbolGroup, text: string): boolean {
  const done = optional(() => {
    group.write(0, text);
    return true;
  });
  return done === true;
}

/** The whole number that a value begins with or, of an enumerator, ends with. */
function numberIn(text: string): bigint | undefined {
  const clean = text.replaceAll("`", "");
  return parseWhole(/\((0n-?\d+)\)$/.exec(clean)?.[1] ?? clean.split(" ", 1)[0] ?? "");
}

function unsigned(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
}

/** Whether values of the type are whole numbers, the only ones that bit-fields have. */
function isInteger(type: string): boolean {
  return !isPointer(type) && !isArray(type) && !/\b(?:float|double)\b/.test(type);
}

const valueBits: Readonly<Record<number, number>> = { 1: 8, 2: 16, 3: 32, 4: 64 };

function wholeBytes(value: bigint, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes.subarray(0, size);
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
  const bytes = encodeText(`${text}\0`, width);
  const room = (arrayLength(type) ?? 0) * width;
  if (bytes.length > room)
    throw bad(`it has ${bytes.length} bytes with its end, and there is room for ${room}`);
  return bytes;
}
