import { EngineError } from "../../../engine/errors.ts";
import type {
  ExceptionFilterChoice,
  ExceptionFilterState,
  ExceptionInfo,
} from "../../../engine/model.ts";
import { FilterOption } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import {
  type ExceptionFilter,
  type ExceptionRecord,
  readExceptionRecord,
} from "../../native/event-structs.ts";
import { structSize } from "../../native/structs.ts";
import { codeText, exceptionName } from "./exception-name.ts";

/** Raised by C++ of Microsoft and of GCC. */
const cppCodes = [0xe06d7363, 0x20474343];
const accessViolation = 0xc0000005;
/** What the structured filter stops at when it names no codes: faults of the processor and the heap. */
const faults = [
  0x80000001, 0x80000002, 0xc0000006, 0xc0000008, 0xc000001d, 0xc0000025, 0xc000008c, 0xc000008e,
  0xc0000090, 0xc0000091, 0xc0000094, 0xc0000095, 0xc0000096, 0xc00000fd, 0xc0000374, 0xc0000409,
  0xc0000420,
];
/** The debugger's own: breakpoints, steps (also of 32-bit code), Ctrl+C, names of threads. */
const own = [
  0x80000003, 0x80000004, 0x4000001f, 0x4000001e, 0x40010005, 0x40010008, 0x406d1388, 0x80000007,
];
/** The entry of the engine's table that stands for all codes without one of their own. */
const anyOther = 0;
/** A chain of exceptions is followed this far. */
const deepest = 8;

/** What a thread has stopped at. */
interface Raised {
  readonly threadId: number;
  readonly record: ExceptionRecord;
  readonly firstChance: boolean;
}

/** Which exceptions stop the debuggee, and the one that did. */
export class Exceptions {
  readonly #engine: Pick<EngineObjects, "control" | "dataSpaces">;
  #raised: Raised | undefined;
  #choices: readonly ExceptionFilterChoice[] | undefined;
  readonly #added = new Set<number>();

  constructor(engine: Pick<EngineObjects, "control" | "dataSpaces">) {
    this.#engine = engine;
  }

  /** Notes the exception that a thread has stopped at. */
  note(threadId: number, record: ExceptionRecord, firstChance: boolean): void {
    this.#raised = { threadId, record, firstChance };
  }

  /** Forgets it: the debuggee goes on. */
  clear(): void {
    this.#raised = undefined;
  }

  /** Makes the filters that are on equal to the list. */
  choose(choices: readonly ExceptionFilterChoice[]): ExceptionFilterState[] {
    this.#choices = choices;
    const first = new Set<number>();
    let all = false;
    const states = choices.map(({ id, condition }): ExceptionFilterState => {
      if (id === "seh") return chooseCodes(condition, first);
      if (condition !== undefined && condition.trim() !== "") {
        return { problem: `The filter '${id}' takes no condition; '${condition}' is ignored.` };
      }
      if (id === "cpp") for (const code of cppCodes) first.add(code);
      else if (id === "accessViolation") first.add(accessViolation);
      else if (id === "all") all = true;
      else return { problem: `dbgeng has no exception filter '${id}'.` };
      return {};
    });
    this.#apply(first, all);
    return states;
  }

  /** Lets everything pass, for a debuggee that is let go; the filters stay chosen. */
  release(): void {
    this.#apply(new Set(), false);
  }

  /** Stops at what was chosen again, for a new debuggee. */
  restore(): void {
    if (this.#choices !== undefined) this.choose(this.#choices);
  }

  /** Whether the engine stops at an exception by itself. */
  isWanted(code: number, firstChance: boolean): boolean {
    if (!firstChance || own.includes(code)) return true;
    const present = this.#filters();
    const filter =
      present.find(({ exceptionCode }) => exceptionCode === code) ??
      present.find(({ exceptionCode }) => exceptionCode === anyOther);
    return filter?.executionOption === FilterOption.BREAK;
  }

  /** @throws {EngineError} `notFound` when the thread has not stopped at an exception. */
  info(threadId: number): ExceptionInfo {
    const raised = this.#raised;
    if (raised?.threadId !== threadId) {
      throw new EngineError("notFound", `Thread ${threadId} has not stopped at an exception.`);
    }
    const nested: ExceptionInfo[] = [];
    let next = raised.record.record;
    while (next !== 0n && nested.length < deepest) {
      const record = this.#recordAt(next);
      if (record === undefined) break;
      nested.push(describe(record, raised.firstChance));
      next = record.record;
    }
    const info = describe(raised.record, raised.firstChance);
    return nested.length > 0 ? { ...info, nested } : info;
  }

  /**
   * Every code stops at its first chance or at its second. No other options are used: they make
   * the engine raise an unhandled exception again and again.
   */
  #apply(first: ReadonlySet<number>, all: boolean): void {
    const present = this.#filters();
    const known = new Set(present.map(({ exceptionCode }) => exceptionCode));
    const changes = present.flatMap((filter) => {
      const code = filter.exceptionCode;
      if (own.includes(code)) return [];
      const stops = code === anyOther ? all : all || first.has(code);
      const isOver = this.#added.has(code) && !first.has(code);
      if (isOver) this.#added.delete(code);
      const executionOption = isOver
        ? FilterOption.REMOVE
        : stops
          ? FilterOption.BREAK
          : FilterOption.SECOND_CHANCE_BREAK;
      const continueOption = FilterOption.GO_NOT_HANDLED;
      const isSame =
        filter.executionOption === executionOption && filter.continueOption === continueOption;
      return isSame ? [] : [{ exceptionCode: code, executionOption, continueOption }];
    });
    for (const code of first) {
      if (known.has(code) || own.includes(code)) continue;
      this.#added.add(code);
      changes.push({
        exceptionCode: code,
        executionOption: FilterOption.BREAK,
        continueOption: FilterOption.GO_NOT_HANDLED,
      });
    }
    this.#engine.control.setExceptionFilters(changes);
  }

  #filters(): ExceptionFilter[] {
    const { specific, exceptions, added } = this.#engine.control.filterCounts();
    return this.#engine.control.exceptionFilters(specific, exceptions + added);
  }

  /** A record in the debuggee's memory, which on 32-bit Windows has another layout. */
  #recordAt(address: bigint): ExceptionRecord | undefined {
    if (this.#engine.control.isPointer64Bit()) {
      const bytes = this.#engine.dataSpaces.read(address, structSize.exceptionRecord);
      return bytes.length < structSize.exceptionRecord ? undefined : readExceptionRecord(bytes);
    }
    const bytes = this.#engine.dataSpaces.read(address, 80);
    if (bytes.length < 80) return undefined;
    const word = (at: number) => bytes.readUInt32LE(at);
    const count = Math.min(word(16), 15);
    return {
      code: word(0),
      flags: word(4),
      record: BigInt(word(8)),
      address: BigInt(word(12)),
      parameters: Array.from({ length: count }, (_, index) => BigInt(word(20 + 4 * index))),
    };
  }
}

/** Adds the codes of a condition, or the usual ones without. */
function chooseCodes(condition: string | undefined, first: Set<number>): ExceptionFilterState {
  const parts = (condition ?? "").split(/[\s,;]+/).filter(Boolean);
  if (parts.length === 0) {
    for (const code of faults) first.add(code);
    return {};
  }
  const bad = parts.filter((part) => !/^(?:0x)?[0-9a-f]{1,8}$/i.test(part));
  if (bad.length > 0) {
    return {
      problem: `'${bad.join("', '")}' is no exception code: write codes in hexadecimal, e.g. 0xc0000094,c000001d.`,
    };
  }
  const codes = parts.map((part) => Number.parseInt(part.replace(/^0x/i, ""), 16));
  const reserved = codes.filter((code) => own.includes(code) || code === 0);
  for (const code of codes) if (!reserved.includes(code)) first.add(code);
  return reserved.length === 0
    ? {}
    : {
        problem: `${reserved.map(codeText).join(", ")} cannot be chosen: the debugger uses it itself.`,
      };
}

const accessKinds = new Map([
  [0n, "read"],
  [1n, "write"],
  [8n, "execute"],
] as const);

function describe(record: ExceptionRecord, firstChance: boolean): ExceptionInfo {
  const { code, address, parameters } = record;
  const [how, where] = parameters;
  const isFault = code === accessViolation || code === 0xc0000006;
  const kind = isFault && how !== undefined ? accessKinds.get(how as 0n) : undefined;
  const what = kind && where !== undefined ? ` trying to ${kind} 0x${where.toString(16)}` : "";
  const handled = firstChance ? "" : "; the debuggee did not handle it";
  return {
    id: codeText(code),
    description: `${exceptionName(code)} at 0x${address.toString(16)}${what}${handled}.`,
    breakMode: firstChance ? "always" : "unhandled",
    code: codeText(code),
    name: exceptionName(code).replace(/ \(0x[0-9a-f]+\)$/, ""),
    address,
    ...(kind && where !== undefined && { access: { kind, address: where } }),
  };
}
