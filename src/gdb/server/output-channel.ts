import { randomBytes } from "node:crypto";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as delay } from "node:timers/promises";

/**
 * One of the debuggee's outputs as text.
 *
 * What is written to a file of this kind is read in the same order. So a mark written by the reader
 * itself, once it comes back, proves that everything before it has been read.
 */
export class OutputChannel {
  readonly #path: string;
  readonly #stream: Readable;
  readonly #decoder = new StringDecoder("utf8");
  readonly #mark = Buffer.from(`\u001e${randomBytes(12).toString("hex")}\u001e`);
  readonly #tell: (text: string) => void;
  #kept: Buffer = Buffer.alloc(0);
  #waiting: (() => void)[] = [];

  /**
   * @param path The file that debuggees write to.
   * @param stream Where that can be read.
   */
  constructor(path: string, stream: Readable, tell: (text: string) => void) {
    this.#path = path;
    this.#stream = stream;
    this.#tell = tell;
    stream.on("data", (chunk: Buffer) => this.#take(chunk));
    stream.on("error", () => {});
    stream.on("close", () => {
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  /** Reads no more. */
  close(): void {
    this.#stream.destroy();
  }

  /** Resolves when everything written so far was told. */
  async flush(): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
    const file = openSync(
      this.#path,
      constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY,
    );
    try {
      while (!write(file, this.#mark)) await delay(1);
    } finally {
      closeSync(file);
    }
    await seen;
  }

  #take(chunk: Buffer): void {
    let rest = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    for (let at = rest.indexOf(this.#mark); at >= 0; at = rest.indexOf(this.#mark)) {
      this.#pass(rest.subarray(0, at));
      rest = rest.subarray(at + this.#mark.length);
      this.#waiting.shift()?.();
    }
    const keep = beginning(rest, this.#mark);
    this.#kept = rest.subarray(rest.length - keep);
    this.#pass(rest.subarray(0, rest.length - keep));
  }

  #pass(bytes: Buffer): void {
    const text = this.#decoder.write(bytes);
    if (text !== "") this.#tell(text);
  }
}

/** @returns false when there is no room now, because nobody has read what was written before. */
function write(file: number, bytes: Buffer): boolean {
  try {
    // So few bytes are written whole or not at all.
    writeSync(file, bytes);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
    throw error;
  }
}

/** How many bytes at the end may be the beginning of the mark. */
function beginning(bytes: Buffer, mark: Buffer): number {
  for (let count = Math.min(bytes.length, mark.length - 1); count > 0; count--) {
    if (bytes.subarray(bytes.length - count).equals(mark.subarray(0, count))) return count;
  }
  return 0;
}
