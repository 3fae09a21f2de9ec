import type { Address, Instruction } from "../../../engine/model.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { optional } from "../errors.ts";
import { MemoryMap } from "../values/memory-map.ts";

type Engine = Pick<EngineObjects, "control" | "symbols" | "dataSpaces">;
/** The engine, and where there is memory: found out once for a whole list. */
type Source = Engine & { readonly map: MemoryMap };

/** Without a beginning that is known, code is decoded from this far before the place. */
const farthestGuess = 256n;
const fallingIntoStep = 8;
/** A function is decoded from its beginning when that is this near. */
const farthestStart = 0x4000n;
const addressEnd = 1n << 64n;

/**
 * Exactly `count` instructions, the first one `offset` instructions from the address. Code is
 * decoded from a place where an instruction is known to begin; where there is none, every address
 * stands for itself and is not valid.
 */
export function disassemble(
  objects: Engine,
  address: Address,
  offset: number,
  count: number,
): Instruction[] {
  const engine = sourceOf(objects);
  const before = offset < 0 ? instructionsBefore(engine, address, -offset) : [];
  const list = before.slice(0, count).map((one) => annotate(engine, one));
  let at = address;
  for (let skip = 0; skip < offset; skip += 1) at = decodeBare(engine, at).next;
  while (list.length < count) {
    const { instruction, next } = decodeBare(engine, at);
    list.push(annotate(engine, instruction));
    at = next;
  }
  return list;
}

/** One instruction with what the symbols know of it, or an address that is not valid. */
export function decode(
  engine: Engine,
  address: Address,
): { instruction: Instruction; next: Address } {
  const { instruction, next } = decodeBare(sourceOf(engine), address);
  return { instruction: annotate(engine, instruction), next };
}

function sourceOf({ control, symbols, dataSpaces }: Engine): Source {
  return { control, symbols, dataSpaces, map: new MemoryMap(dataSpaces) };
}

function annotate({ symbols }: Engine, instruction: Instruction): Instruction {
  if (!instruction.valid) return instruction;
  const { address } = instruction;
  const symbol = optional(() => symbols.nameByOffset(address));
  const source = optional(() => symbols.lineByOffset(address));
  return {
    ...instruction,
    ...(symbol?.displacement === 0n && { symbol: symbol.name }),
    ...(source?.file && { source: { path: source.file, line: source.line } }),
  };
}

function decodeBare(
  { control, map }: Source,
  address: Address,
): { instruction: Instruction; next: Address } {
  const found =
    address >= 0n && address < addressEnd && map.accessible(address, 1) > 0
      ? optional(() => control.disassemble(address, 0))
      : undefined;
  const parsed = found && parse(found.text);
  const length = parsed?.bytes.length ?? 0;
  if (found === undefined || parsed === undefined || map.accessible(address, length) < length) {
    return { instruction: invalid(address), next: address + 1n };
  }
  const next = found.next > address ? found.next : address + 1n;
  return { instruction: { address, ...parsed, valid: true }, next };
}

/** The last `count` instructions before an address, as many as there are, else fillers in front. */
function instructionsBefore(engine: Source, address: Address, count: number): Instruction[] {
  const found: Instruction[] = [];
  let end = address;
  while (found.length < count) {
    if (end <= 0n || engine.map.accessible(end - 1n, 1) === 0) break;
    const block = blockBefore(engine, end);
    // A byte that is no code stands for itself, as it does forwards.
    if (block.length === 0) block.push(invalid(end - 1n));
    found.unshift(...block);
    end = (block[0] as Instruction).address;
  }
  const wanted = found.slice(-count);
  while (wanted.length < count) {
    const first = wanted[0]?.address ?? address;
    wanted.unshift(invalid(first - 1n));
  }
  return wanted;
}

/** Some instructions that end exactly at an address. */
function blockBefore(engine: Source, end: Address): Instruction[] {
  const near = optional(() => engine.symbols.nameByOffset(end - 1n));
  const start = near && end - 1n - near.displacement;
  if (start !== undefined && start < end && end - start <= farthestStart) {
    const block = sweep(engine, start, end);
    if (block !== undefined) return block;
  }
  // Decoded from anywhere, x86 code falls into step after a few instructions; those are dropped.
  for (let back = farthestGuess; back > 0n; back -= 1n) {
    const block = sweep(engine, end - back, end);
    if (block !== undefined) return block.slice(Math.min(fallingIntoStep, block.length >> 1));
  }
  return [];
}

/** The instructions from one address to exactly another; undefined when they do not meet. */
function sweep(engine: Source, start: Address, end: Address): Instruction[] | undefined {
  const block: Instruction[] = [];
  for (let at = start; at < end; ) {
    const { instruction, next } = decodeBare(engine, at);
    if (!instruction.valid || next > end) return undefined;
    block.push(instruction);
    at = next;
  }
  return block;
}

/** Reads `address bytes  mnemonic operands`; undefined where the engine shows no instruction. */
function parse(text: string): { text: string; bytes: Uint8Array } | undefined {
  const line = text.trim().split("\n", 1)[0] ?? "";
  const [, hex, rest] = /^[0-9a-f`]+\s+([0-9a-f]+)\s+(\S.*)$/i.exec(line) ?? [];
  if (hex === undefined || rest === undefined || rest.startsWith("???")) return undefined;
  return { text: rest.replace(/\s+/g, " "), bytes: new Uint8Array(Buffer.from(hex, "hex")) };
}

function invalid(address: Address): Instruction {
  return { address: BigInt.asUintN(64, address), text: "", valid: false };
}
