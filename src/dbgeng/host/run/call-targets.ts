import { EngineError } from "../../../engine/errors.ts";
import type { FrameId, GotoTarget, StepInTarget } from "../../../engine/model.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { decode } from "../code/disassembly.ts";
import type { SourceLines } from "../code/source-lines.ts";
import { optional } from "../errors.ts";
import type { Scope } from "../values/scope.ts";

/** A line has fewer instructions. */
const mostInstructions = 500;
/** Calls of other modules go through a jump or two. */
const mostJumps = 4;

type Engine = Pick<EngineObjects, "control" | "symbols" | "dataSpaces" | "registers">;

/** Places that a client can choose from while the debuggee is stopped. */
export class CallTargets {
  readonly #engine: Engine;
  readonly #scope: Scope;
  readonly #lines: SourceLines;
  readonly #addresses = new Map<number, bigint>();
  #last = 0;

  constructor(engine: Engine, scope: Scope, lines: SourceLines) {
    this.#engine = engine;
    this.#scope = scope;
    this.#lines = lines;
  }

  /** Forgets what was handed out: the debuggee has moved. Ids are never used again. */
  clear(): void {
    this.#addresses.clear();
  }

  /** @throws {EngineError} `notFound` for an id of an earlier stop. */
  addressOf(id: number): bigint {
    const address = this.#addresses.get(id);
    if (address !== undefined) return address;
    throw new EngineError("notFound", "That place belongs to an earlier stop.");
  }

  /** Places on a line to go on at; the line is the next one with code. */
  onLine(path: string, line: number): GotoTarget[] {
    const found = this.#lines.find(path, line);
    return (found?.addresses ?? []).map((address) => ({
      id: this.#add(address),
      label: `${this.#nameOf(address)}, line ${found?.line}`,
      line: found?.line ?? line,
      address,
    }));
  }

  /** The functions with source that the frame's current line is still to call, in their order. */
  ofLine(frame: FrameId): StepInTarget[] {
    if (frame.level !== 0) return [];
    this.#scope.selectThread(frame.threadId);
    const start = this.#engine.registers.instructionOffset();
    const line = this.#lines.textOf(start);
    const found = new Map<bigint, StepInTarget>();
    let at = start;
    for (let count = 0; line !== undefined && count < mostInstructions; count += 1) {
      if (this.#lines.textOf(at) !== line) break;
      const { instruction, next } = decode(this.#engine, at);
      if (!instruction.valid) break;
      const callee = this.#calleeOf(Buffer.from(instruction.bytes ?? []), next);
      if (callee !== undefined && !found.has(callee)) {
        found.set(callee, { id: this.#add(callee), label: this.#nameOf(callee) });
      }
      at = next;
    }
    return [...found.values()];
  }

  /** The function with source that an instruction calls; undefined for any other instruction. */
  #calleeOf(bytes: Buffer, next: bigint): bigint | undefined {
    let callee = this.#destination(bytes, next, 0xe8, 0x15);
    for (let jump = 0; callee !== undefined && jump < mostJumps; jump += 1) {
      if (this.#lines.textOf(callee) !== undefined) return callee;
      const code = this.#engine.dataSpaces.read(callee, 6);
      callee =
        this.#destination(code.subarray(0, 5), callee + 5n, 0xe9, 0x25) ??
        this.#destination(code, callee + 6n, 0xe9, 0x25);
    }
    return undefined;
  }

  /** Where a direct call or jump, or one through a pointer in memory, leads. Intel SDM, volume 2. */
  #destination(bytes: Buffer, next: bigint, direct: number, throughMemory: number) {
    if (bytes.length === 5 && bytes[0] === direct) return next + BigInt(bytes.readInt32LE(1));
    if (bytes.length !== 6 || bytes[0] !== 0xff || bytes[1] !== throughMemory) return undefined;
    const wide = this.#engine.control.isPointer64Bit();
    const cell = wide ? next + BigInt(bytes.readInt32LE(2)) : BigInt(bytes.readUInt32LE(2));
    const pointer = this.#engine.dataSpaces.read(cell, wide ? 8 : 4);
    if (pointer.length < (wide ? 8 : 4)) return undefined;
    return wide ? pointer.readBigUInt64LE() : BigInt(pointer.readUInt32LE());
  }

  #add(address: bigint): number {
    this.#last += 1;
    this.#addresses.set(this.#last, address);
    return this.#last;
  }

  #nameOf(address: bigint): string {
    const name = optional(() => this.#engine.symbols.nameByOffset(address))?.name;
    return name === undefined ? `0x${address.toString(16)}` : name.slice(name.indexOf("!") + 1);
  }
}
