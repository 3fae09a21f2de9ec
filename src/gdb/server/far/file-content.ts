import type { Range } from "./elf-file.ts";
import { unescaped } from "./escaped.ts";
import type { ServerLine } from "./server-line.ts";

/** Of one request; with what has to be escaped it fits into the packets of every gdbserver. */
const blockSize = 0x4000;
/** The most that is read ahead, in blocks: 1 MB. */
const maxWindow = 64;
/** A part up to this size is read as soon as any of it is wanted. */
const maxPart = 0x40000;

interface Block {
  /** Absent as long as the server has not answered. */
  data?: string;
  readonly done: (() => void)[];
  /** Has it read at once. */
  hurry: () => void;
}

/** The bytes of a file of the server's machine, read by the block and ahead of who reads in order. */
export class FileContent {
  readonly #server: ServerLine;
  /** Of an open file that has these bytes; undefined when there is none any more. */
  descriptor: string | undefined;
  readonly #blocks = new Map<number, Block>();
  /** The parts it consists of: who reads on in one is not expected to go beyond it. */
  parts: readonly Range[] = [];
  #size: number | undefined;
  #window = 1;
  #last = 0;
  #failed = false;

  constructor(server: ServerLine, descriptor: string) {
    this.#server = server;
    this.descriptor = descriptor;
    this.#fetch(0).hurry();
  }

  /** The size is known: nothing is read behind it. */
  set size(size: number) {
    this.#size = size;
  }

  /** Reads a part of it ahead. */
  expect({ offset, size }: Range): void {
    for (let at = offset - (offset % blockSize); at < offset + size; at += blockSize) {
      this.#fetch(at / blockSize);
    }
  }

  /**
   * Hands over what is at an offset: at least one byte if there is one, and what more is there.
   * @param done Takes nothing where the file ends, undefined when it cannot be read.
   */
  read(offset: number, size: number, done: (data: string | undefined) => void): void {
    const first = Math.floor(offset / blockSize);
    this.#readAhead(first);
    this.#when(first, () => done(this.#failed ? undefined : this.#from(offset, size)));
  }

  /** Hands over a part once all of it is there; nothing where it cannot be read. */
  whole({ offset, size }: Range, done: (data: string) => void): void {
    if (size === 0) return;
    const first = Math.floor(offset / blockSize);
    const last = Math.floor((offset + size - 1) / blockSize);
    const next = (index: number): void => {
      if (index <= last) {
        this.#when(index, () => next(index + 1));
        return;
      }
      const data = this.#from(offset, size);
      if (!this.#failed && data.length === size) done(data);
    };
    this.expect({ offset, size });
    next(first);
  }

  /** What is there from an offset on. */
  #from(offset: number, size: number): string {
    let index = Math.floor(offset / blockSize);
    let block = this.#blocks.get(index)?.data;
    let data = block?.slice(offset % blockSize) ?? "";
    // Only behind a whole block the file goes on.
    while (data.length < size && block?.length === blockSize) {
      block = this.#blocks.get(++index)?.data;
      data += block ?? "";
    }
    return data.slice(0, size);
  }

  /** Does something once a block is there. */
  #when(index: number, done: () => void): void {
    const block = this.#fetch(index);
    if (block.data === undefined) {
      block.done.push(done);
      block.hurry();
    } else {
      done();
    }
  }

  #readAhead(block: number): void {
    if (block === this.#last) return;
    const inOrder = block === this.#last + 1;
    this.#last = block;
    this.#window = inOrder ? Math.min(this.#window * 4, maxWindow) : 1;
    const start = block * blockSize;
    const part = this.parts.find(({ offset, size }) => offset <= start && start < offset + size);
    if (part !== undefined && part.size <= maxPart) {
      this.expect(part);
      return;
    }
    const end = part === undefined ? this.#size : part.offset + part.size;
    if (end === undefined) return;
    for (let next = block; next < block + this.#window && next * blockSize < end; next++) {
      this.#fetch(next);
    }
  }

  #fetch(index: number): Block {
    const known = this.#blocks.get(index);
    if (known) return known;
    const block: Block = { done: [], hurry: () => {} };
    this.#blocks.set(index, block);
    this.#fill(block, index * blockSize, "");
    return block;
  }

  /** A reply may be shorter than what was asked for, where much of it had to be escaped. */
  #fill(block: Block, start: number, sofar: string): void {
    const rest = blockSize - sofar.length;
    const range = `${rest.toString(16)},${(start + sofar.length).toString(16)}`;
    const request = () =>
      this.descriptor === undefined ? undefined : `vFile:pread:${this.descriptor},${range}`;
    const take = (reply: string) => {
      const [, count, data = ""] = /^F([0-9a-f]+);(.*)$/s.exec(reply) ?? [];
      const got = sofar + unescaped(data);
      if (count === undefined) this.#failed = true;
      const ends = this.#size !== undefined && start + got.length >= this.#size;
      const goesOn = count !== undefined && count !== "0" && got.length < blockSize && !ends;
      if (goesOn) {
        this.#fill(block, start, got);
        return;
      }
      block.data = got;
      for (const done of block.done.splice(0)) done();
    };
    block.hurry = this.#server.askLater({ request, take });
    if (block.done.length > 0) block.hurry();
  }
}
