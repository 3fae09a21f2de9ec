import { EngineError } from "../../../engine/errors.ts";
import type { ValueFormat, Variable } from "../../../engine/model.ts";
import { ValueType } from "../../native/constants.ts";
import type { DebugRegisters } from "../../native/debug-registers.ts";
import type { DebugValue } from "../../native/debug-value.ts";
import type { Containers } from "./containers.ts";
import { type NumberKind, parseNumber } from "./parse-value.ts";

/** DEBUG_REGISTER_SUB_REGISTER: the register is a part of another one. */
const subRegister = 1;

interface Register {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly master: number | undefined;
  readonly bits: number;
}

/** Groups behind the integer registers, and which registers are in them. */
const groups: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "Segments", pattern: /^[cdefgs]s$/ },
  { name: "Debug", pattern: /^(?:dr\d|exfrom|exto|brfrom|brto)$/ },
  { name: "Floating point", pattern: /^(?:st\d|fp\w+)$/ },
  { name: "MMX", pattern: /^mm\d$/ },
  { name: "SSE", pattern: /^(?:xmm\d+|mxcsr)$/ },
  { name: "AVX", pattern: /^[yz]mm\d+$/ },
];

/** The order in which people expect integer registers. */
const order = "rax rbx rcx rdx rsi rdi rbp rsp rip eax ebx ecx edx esi edi ebp esp eip".split(" ");

/** The registers of the current thread. */
export class Registers {
  readonly #native: DebugRegisters;
  readonly #containers: Containers;
  #known: readonly Register[] = [];

  constructor(native: DebugRegisters, containers: Containers) {
    this.#native = native;
    this.#containers = containers;
  }

  /** The integer registers, and the others in groups that expand. */
  list(threadId: number, format?: ValueFormat): Variable[] {
    // The engine also lists pieces of vectors, as in xmm0/1.
    const all = this.#all().filter(
      ({ master, name }) => master === undefined && /^\w+$/.test(name),
    );
    const rank = ({ name }: Register) => {
      const place = order.indexOf(name);
      return place < 0 ? order.length : place;
    };
    const isGrouped = ({ name }: Register) => groups.some(({ pattern }) => pattern.test(name));
    const integers = all
      .filter((one) => !isGrouped(one) && one.type <= ValueType.INT64 && !isFlags(one))
      .filter(({ name }) => !name.startsWith("$"))
      .sort((a, b) => rank(a) - rank(b));
    const flags = this.#all().find(isFlags);
    const shown = this.describe(
      integers.map(({ index }) => index),
      format,
    );
    if (flags !== undefined) {
      const parts = this.#all().filter(({ master }) => master === flags.index);
      const [whole] = this.describe([flags.index], format) as [Variable];
      shown.push({ ...whole, children: this.#add(threadId, parts) });
    }
    for (const { name, pattern } of groups) {
      const members = all.filter((one) => pattern.test(one.name));
      if (members.length === 0) continue;
      shown.push({ name, value: "", children: this.#add(threadId, members), readOnly: true });
    }
    return shown;
  }

  /** Registers by their numbers, as variables. */
  describe(indices: readonly number[], format?: ValueFormat): Variable[] {
    return indices.flatMap((index) => {
      const register = this.#all()[index];
      if (register === undefined) return [];
      const value = this.#native.value(index);
      const { name } = register;
      return [
        {
          name,
          value: registerText(value, register, format),
          type: typeName(register),
          evaluateName: `@${name}`,
          ...(isAddress(register) && { memory: value.integer as bigint }),
        },
      ];
    });
  }

  /** The names of all registers. */
  names(): string[] {
    return this.#all().map(({ name }) => name);
  }

  /** The number of the register that an expression such as `@rax` or `$rax` names. */
  find(expression: string): number | undefined {
    const name = /^[@$](\w+)$/.exec(expression)?.[1]?.toLowerCase();
    return name === undefined
      ? undefined
      : this.#all().find((register) => register.name === name)?.index;
  }

  /**
   * Writes a register.
   * @throws {EngineError} `badInput` for a text that is no value of it.
   */
  write(index: number, text: string): void {
    const { name, type, bits } = this.#all()[index] as Register;
    if (type >= ValueType.VECTOR64 || type === ValueType.FLOAT80) {
      const bytes = vectorBytes(text, bits / 8);
      if (bytes === undefined) {
        throw new EngineError(
          "badInput",
          `'${text}' is no value for register ${name}: write its ${bits / 8} bytes as one number, e.g. 0x1f.`,
        );
      }
      this.#native.setValue(index, { type, bytes });
      return;
    }
    const number = parseNumber(text, kindOf(type, bits));
    if (number === undefined) {
      throw new EngineError(
        "badInput",
        `'${text}' is no value for register ${name}: write a number of at most ${bits} bits, e.g. 0x1f.`,
      );
    }
    this.#native.setValue(
      index,
      typeof number === "bigint" ? { type, integer: number } : { type, float: number },
    );
  }

  #add(threadId: number, registers: readonly Register[]): number {
    return this.#containers.add({
      kind: "registers",
      threadId,
      registers: registers.map(({ index }) => index),
    });
  }

  /** They are the same for all debuggees of a processor. */
  #all(): readonly Register[] {
    const count = this.#native.count();
    if (this.#known.length === count) return this.#known;
    this.#known = Array.from({ length: count }, (_, index) => {
      const { name, type, flags, master, length } = this.#native.description(index);
      const isPart = (flags & subRegister) !== 0;
      const bits = isPart ? length : (bitsOf[type] ?? 64);
      return { index, name: name.toLowerCase(), type, master: isPart ? master : undefined, bits };
    });
    return this.#known;
  }
}

const bitsOf: Readonly<Record<number, number>> = {
  [ValueType.INT8]: 8,
  [ValueType.INT16]: 16,
  [ValueType.INT32]: 32,
  [ValueType.INT64]: 64,
  [ValueType.FLOAT32]: 32,
  [ValueType.FLOAT64]: 64,
  [ValueType.FLOAT80]: 80,
  [ValueType.VECTOR64]: 64,
  [ValueType.VECTOR128]: 128,
};

function isFlags({ name, master }: Register): boolean {
  return master === undefined && (name === "efl" || name === "rfl" || name === "eflags");
}

function isAddress({ name, master }: Register): boolean {
  return master === undefined && order.includes(name);
}

function typeName({ type, bits }: Register): string {
  if (type <= ValueType.INT64) return bits === 1 ? "bit" : `uint${bits}`;
  if (type === ValueType.FLOAT80) return "float80";
  return type < ValueType.VECTOR64 ? `float${bits}` : `vector${bits}`;
}

function kindOf(type: number, bits: number): NumberKind {
  if (type === ValueType.FLOAT32 || type === ValueType.FLOAT64) return { kind: "float" };
  return { kind: "integer", bits };
}

function registerText(value: DebugValue, { bits }: Register, format?: ValueFormat): string {
  if (value.float !== undefined) return String(value.float);
  // Registers are hexadecimal to everybody; single flags are not.
  if (value.integer !== undefined) {
    return bits < 8 && !format?.hex ? value.integer.toString() : `0x${value.integer.toString(16)}`;
  }
  const bytes = Buffer.from(value.bytes.subarray(0, bits / 8)).reverse();
  return `0x${bytes.toString("hex").replace(/^0+(?=.)/, "")}`;
}

function vectorBytes(text: string, size: number): Buffer | undefined {
  const number = parseNumber(text, { kind: "integer", bits: 8 * size });
  if (typeof number !== "bigint") return undefined;
  const hex = BigInt.asUintN(8 * size, number)
    .toString(16)
    .padStart(2 * size, "0");
  return Buffer.concat([Buffer.from(hex, "hex").reverse(), Buffer.alloc(24 - size)]);
}
