import type { ServerLine } from "./server-line.ts";
import type { Standstill } from "./standstill.ts";

const request = /^m([0-9a-f]+),([0-9a-f]+)$/;
const pageSize = 0x1000;
/** gdb reads stack and code in lines of this size; see `dcache line-size` where gdb is set up. */
const lineSize = 0x400;
/** How long what was read may serve once more: others may write into memory that is shared. */
const lastingMs = 1000;
const maxLines = 4;
const maxKept = 64;

interface Read {
  readonly start: number;
  readonly size: number;
  /** Undefined as long as the server has not answered. */
  hex?: string;
  at: number;
  readonly done: (() => void)[];
}

/**
 * Memory that gdb reads in many small pieces, some of them again and again.
 *
 * What was read serves once more while everything stands still. A program that has not run yet is
 * read by the page, and so are the files in a process that is attached to: nothing there can mind
 * being read, as a device might. At a stop the lines of the stack are read
 * ahead that the last stop needed.
 */
export class MemoryReads {
  readonly #server: ServerLine;
  readonly #standstill: Standstill;
  #fresh = false;
  #plain: [start: number, end: number][] = [];
  #kept: Read[] = [];
  #ahead: Read[] = [];
  /** Where the lines begin that gdb has read since the last stop. */
  #lines: number[] = [];

  constructor(server: ServerLine, standstill: Standstill) {
    this.#server = server;
    this.#standstill = standstill;
  }

  /** Answers a request of gdb's if it is one for memory. */
  take(asked: string, answer: (reply: string) => void): boolean {
    const [, from, length] = request.exec(asked) ?? [];
    if (from === undefined || length === undefined) return false;
    const start = Number.parseInt(from, 16);
    const size = Number.parseInt(length, 16);
    // Beyond this an address is no number that can be counted with.
    if (!Number.isSafeInteger(start + size)) return false;
    if (size === lineSize && !this.#lines.includes(start)) this.#lines.push(start);
    const given = this.#known(start, size);
    if (given !== undefined) this.#give(given, start, size, answer);
    else if (this.#isPlain(start)) this.#readPage(start, size, answer);
    else this.#give(this.#read(start, size), start, size, answer);
    return true;
  }

  /** A thread has stopped: reads what gdb is likely to read. */
  expect(): void {
    this.#ahead = this.#lines.splice(0, maxLines).map((line) => this.#read(line, lineSize));
    this.#lines = [];
  }

  /**
   * Where there is nothing but private copies of files: this can be read by the page as well.
   * @param maps `/proc/PID/maps`, see https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html
   */
  notePlain(maps: string): void {
    this.#plain = [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) r..p .*? (\/(?!dev\/).*)$/gm)].map(
      ([, start = "", end = ""]) => [Number.parseInt(start, 16), Number.parseInt(end, 16)],
    );
  }

  /** A program was started, and nothing of it has run yet. */
  begin(): void {
    this.forget();
    this.#fresh = true;
    this.#lines = [];
  }

  /** Memory may have changed. */
  forget(): void {
    this.#fresh = false;
    this.#plain = [];
    this.#kept = [];
    this.#ahead = [];
  }

  /** Memory was written: what was read is not true any more. */
  noteWrite(): void {
    this.#kept = [];
    this.#ahead = [];
  }

  #isPlain(address: number): boolean {
    return this.#fresh || this.#plain.some(([start, end]) => start <= address && address < end);
  }

  #known(start: number, size: number): Read | undefined {
    const oldest = performance.now() - lastingMs;
    const lasts = (read: Read) => read.at > oldest || this.#fresh;
    this.#kept = this.#kept.filter(lasts);
    this.#ahead = this.#ahead.filter(lasts);
    const known = this.#standstill.whole ? this.#kept : this.#ahead;
    const exact = known.find((read) => read.start === start && read.size === size);
    return exact ?? known.find((read) => covers(read, start, size));
  }

  /** Reads the page; and the piece itself, for where the page is not all there. */
  #readPage(start: number, size: number, answer: (reply: string) => void): void {
    const first = start - (start % pageSize);
    const page = start + size <= first + pageSize ? this.#read(first, pageSize) : undefined;
    const piece = this.#read(start, size);
    this.#give(page ?? piece, start, size, answer);
  }

  #read(start: number, size: number): Read {
    const read: Read = { start, size, at: Number.POSITIVE_INFINITY, done: [] };
    this.#kept.unshift(read);
    this.#kept.length = Math.min(this.#kept.length, maxKept);
    this.#server.ask(`m${start.toString(16)},${size.toString(16)}`, (reply) => {
      read.hex = reply;
      read.at = performance.now();
      for (const done of read.done) done();
    });
    return read;
  }

  /** Answers with a part of what was read; where that is not all there, with what the server says. */
  #give(read: Read, start: number, size: number, answer: (reply: string) => void): void {
    const { hex } = read;
    if (hex === undefined) {
      read.done.push(() => this.#give(read, start, size, answer));
    } else if (read.start === start && read.size === size) {
      answer(hex);
    } else if (hex.length !== read.size * 2) {
      const piece = this.#kept.find((other) => other.start === start && other.size === size);
      this.#give(piece ?? this.#read(start, size), start, size, answer);
    } else {
      const from = (start - read.start) * 2;
      answer(hex.slice(from, from + size * 2));
    }
  }
}

function covers(read: Read, start: number, size: number): boolean {
  return read.start <= start && start + size <= read.start + read.size;
}
