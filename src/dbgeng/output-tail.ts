import { closeSync, fstatSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** How often the file is looked at; an unnamed file cannot be watched. */
const pollMs = 50;
const chunkSize = 65_536;

/**
 * Follows a file that a debuggee writes to, and tells what comes as whole UTF-8 characters. Line
 * ends are told as LF, the way clients want them; C programs on Windows write CR LF.
 */
export class OutputTail {
  readonly #file: number;
  readonly #tell: (text: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  readonly #timer: NodeJS.Timeout;
  #position = 0;
  #heldBack = "";
  #closed = false;

  /** @param file Open for reading; closed by `close`. */
  constructor(file: number, tell: (text: string) => void) {
    this.#file = file;
    this.#tell = tell;
    this.#timer = setInterval(() => this.drain(), pollMs).unref();
  }

  /** Tells all that was written so far. */
  drain(): void {
    if (this.#closed) return;
    const buffer = Buffer.alloc(Math.min(chunkSize, fstatSync(this.#file).size - this.#position));
    for (;;) {
      const count = readSync(this.#file, buffer, 0, buffer.length, this.#position);
      if (count <= 0) return;
      this.#position += count;
      this.#pass(this.#decoder.write(buffer.subarray(0, count)));
    }
  }

  /** Tells the rest and closes the file. Safe to call twice. */
  close(): void {
    if (this.#closed) return;
    this.drain();
    if (this.#heldBack !== "") this.#tell(this.#heldBack);
    clearInterval(this.#timer);
    this.#closed = true;
    closeSync(this.#file);
  }

  #pass(text: string): void {
    const all = this.#heldBack + text;
    // A CR at the end may be the first half of a line end.
    this.#heldBack = all.endsWith("\r") ? "\r" : "";
    const told = all.slice(0, all.length - this.#heldBack.length).replaceAll("\r\n", "\n");
    if (told !== "") this.#tell(told);
  }
}
