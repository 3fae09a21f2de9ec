import type { Address, Instruction } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { type MiTuple, numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";
import { readMemory } from "../values/memory.ts";

/** Longest instruction of x86. */
const longest = 15;
/** Bytes that an instruction takes on average. */
const usual = 4;
/** Number of instructions asked for in one go: where they are short, as many more come for nothing. */
const partOfCode = 500;
/** More bytes in a row, or nearly so, that are no code mean that there is none. */
const mostStrays = 32;
const top = 2n ** 64n;
/** gdb's numbers of the ways to tell instructions: both with bytes, one with source lines. */
const plain = 2;
const withSource = 5;

/**
 * Exactly `count` instructions, the first one `offset` instructions from the address.
 *
 * Forwards is plain decoding. Backwards there is no telling where instructions begin, except at the
 * start of a function: where one is known, decoding begins there.
 */
export async function disassemble(
  mi: MiSession,
  address: Address,
  offset: number,
  count: number,
): Promise<readonly Instruction[]> {
  const before = offset < 0 ? await backwards(mi, address, -offset) : [];
  const wanted = offset + count;
  const after = wanted > 0 ? await forwards(mi, address, wanted) : [];
  const all = [...before, ...after];
  const first = offset < 0 ? 0 : offset;
  const window = all.slice(first, first + count);
  // In front of address zero there is nothing to name.
  for (let at = window.at(-1)?.address ?? address; window.length < count; ) {
    window.push({ address: ++at, text: "", valid: false });
  }
  return window;
}

async function forwards(mi: MiSession, address: Address, count: number): Promise<Instruction[]> {
  const found: Instruction[] = [];
  let at = address;
  while (found.length < count) {
    const missing = Math.min(count - found.length, partOfCode);
    const end = at + BigInt(missing * usual + longest);
    const part = await decode(mi, at, end < top ? end : top - 1n, withSource);
    if (part.length === 0) break;
    for (const one of part) found.push(one);
    at = endOf(part);
  }
  while (found.length < count && at < top) {
    found.push({ address: at, text: "", valid: false });
    at++;
  }
  return found.slice(0, count);
}

async function backwards(mi: MiSession, address: Address, count: number): Promise<Instruction[]> {
  let found: Instruction[] = [];
  let at = address;
  let strays = 0;
  while (found.length < count && at > 0n) {
    let part =
      (await fromFunctionStart(mi, at)) ?? (await resynchronised(mi, at, count - found.length));
    if (part.length === 0) {
      // A byte that is no code stands for itself, unless there are only such.
      if (++strays > mostStrays || (await readMemory(mi, at - 1n, 1)).length === 0) break;
      part = [{ address: at - 1n, text: "", valid: false }];
    }
    found = [...part, ...found];
    at = part[0]?.address ?? 0n;
  }
  const fillers: Instruction[] = [];
  while (found.length + fillers.length < count && at > 0n) {
    at--;
    fillers.push({ address: at, text: "", valid: false });
  }
  return [...fillers.reverse(), ...found].slice(-count);
}

/** The instructions of the function in front of an address, up to it; undefined where none is known. */
async function fromFunctionStart(
  mi: MiSession,
  address: Address,
): Promise<Instruction[] | undefined> {
  const reply = await mi
    .send(`-data-disassemble -a 0x${(address - 1n).toString(16)} -- 2`)
    .catch(() => undefined);
  const [first] = tuplesOf(reply?.results, "asm_insns");
  const start = first && BigInt(textOf(first, "address") ?? "0");
  if (start === undefined || start >= address) return undefined;
  const whole = await decode(mi, start, address, withSource);
  return endOf(whole) === address ? whole : undefined;
}

/**
 * Instructions in front of an address that no function is known for. A decoder that begins in the
 * middle of an instruction falls into step after a few: the beginning is thrown away, and of
 * several beginnings one that arrives exactly at the address is taken.
 */
async function resynchronised(
  mi: MiSession,
  address: Address,
  count: number,
): Promise<Instruction[]> {
  const reach = Math.min(count * usual + 4 * longest, 4096);
  const from = address > BigInt(reach) ? address - BigInt(reach) : 0n;
  const readable = await readableBefore(mi, from, address);
  if (readable >= address) return [];
  let best: Instruction[] = [];
  for (let skip = 0n; skip < longest && readable + skip < address; skip++) {
    const part = await decode(mi, readable + skip, address, plain);
    if (part.length === 0 || endOf(part) !== address) continue;
    const doubtful = part.findLastIndex(({ text }) => text === "(bad)");
    const good = part.slice(doubtful + 1);
    if (good.length > best.length) best = good;
    if (doubtful < 0 || best.length >= count + 4) break;
  }
  // The first few may be out of step, unless they begin where the readable memory does.
  const certain = readable > from ? best : best.slice(Math.min(4, Math.max(0, best.length - 1)));
  return certain.slice(-count);
}

/** Where the readable memory begins that reaches up to an address. */
async function readableBefore(mi: MiSession, from: Address, address: Address): Promise<Address> {
  const page = 4096n;
  let start = from;
  while (start < address) {
    const length = (await readMemory(mi, start, Number(address - start))).length;
    if (start + BigInt(length) >= address) return start;
    start = ((start + BigInt(length)) / page + 1n) * page;
  }
  return address;
}

/** Decodes from an address on; shorter where memory cannot be read. */
async function decode(
  mi: MiSession,
  start: Address,
  end: Address,
  mode: number,
): Promise<Instruction[]> {
  if (start >= end) return [];
  const range = (to: Address) => `-s 0x${start.toString(16)} -e 0x${to.toString(16)}`;
  const ask = (to: Address) => mi.attempt(`-data-disassemble ${range(to)} -- ${mode}`);
  const whole = await ask(end);
  if (whole !== undefined) return instructionsOf(tuplesOf(whole.results, "asm_insns"));
  const readable = await readMemory(mi, start, Number(end - start) + longest);
  let to = start + BigInt(readable.length);
  // The last instruction may reach into what cannot be read.
  for (let back = 0; back < longest && to > start; back++, to--) {
    const part = await ask(to);
    if (part !== undefined) return instructionsOf(tuplesOf(part.results, "asm_insns"));
  }
  return [];
}

/** Reads the answer in order of addresses: groups by source line, and lone instructions. */
function instructionsOf(rows: readonly MiTuple[]): Instruction[] {
  const found: Instruction[] = [];
  for (const row of rows) {
    if (textOf(row, "address") !== undefined) {
      found.push(instructionOf(row, undefined));
      continue;
    }
    const path = textOf(row, "fullname") ?? textOf(row, "file");
    const line = numberOf(row, "line");
    const source =
      path === undefined || line === undefined || line === 0 ? undefined : { path, line };
    for (const one of tuplesOf(row, "line_asm_insn")) found.push(instructionOf(one, source));
  }
  return found.sort((a, b) => (a.address < b.address ? -1 : 1));
}

function instructionOf(row: MiTuple, source: Instruction["source"]): Instruction {
  const bytes = Buffer.from((textOf(row, "opcodes") ?? "").replaceAll(" ", ""), "hex");
  return {
    address: BigInt(textOf(row, "address") ?? "0"),
    text: (textOf(row, "inst") ?? "").trim(),
    bytes,
    symbol: textOf(row, "offset") === "0" ? textOf(row, "func-name") : undefined,
    source,
    valid: true,
  };
}

function endOf(part: readonly Instruction[]): Address {
  const last = part.at(-1);
  return last === undefined ? 0n : last.address + BigInt(last.bytes?.length ?? 0);
}
