import type { ServerLine } from "./server-line.ts";

/** What gdb 13 reads in one go. */
const usualCount = 0x47ff;

/** A file of the system that tells of a process; it is read once, from its beginning to its end. */
export class LiveFile {
  readonly #server: ServerLine;
  readonly #descriptor: string;
  #count = usualCount;
  #at = 0;
  #reply: string | undefined;
  #done: ((reply: string) => void) | undefined;

  constructor(server: ServerLine, descriptor: string) {
    this.#server = server;
    this.#descriptor = descriptor;
    this.#readAhead();
  }

  /** Hands over the reply to a read of gdb's. */
  read(offset: number, count: number, done: (reply: string) => void): void {
    if (offset !== this.#at || count !== this.#count) {
      this.#count = count;
      this.#at = offset;
      this.#readAhead();
    }
    this.#done = done;
    this.#give();
  }

  #readAhead(): void {
    const [offset, count] = [this.#at, this.#count];
    this.#reply = undefined;
    const range = `${count.toString(16)},${offset.toString(16)}`;
    this.#server.ask(`vFile:pread:${this.#descriptor},${range}`, (reply) => {
      if (offset !== this.#at || count !== this.#count) return;
      this.#reply = reply;
      this.#give();
    });
  }

  #give(): void {
    const [reply, done] = [this.#reply, this.#done];
    if (reply === undefined || done === undefined) return;
    this.#done = undefined;
    const got = Number.parseInt(/^F([0-9a-f]+);/.exec(reply)?.[1] ?? "0", 16);
    this.#at += got;
    if (got > 0) this.#readAhead();
    done(reply);
  }
}
