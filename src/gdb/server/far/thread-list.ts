import { askedPart, type Document, partOf, readDocument } from "./documents.ts";
import type { ServerLine } from "./server-line.ts";
import type { Standstill } from "./standstill.ts";

/**
 * The server's list of threads, which gdb reads several times at every stop. It is asked for once,
 * and together with the stop; as long as everything stands still it cannot change.
 */
export class ThreadList {
  readonly #server: ServerLine;
  readonly #standstill: Standstill;
  #document: Document = {};
  /** Whether the document may be given once more. */
  #lasting = false;
  #reading: { stale: boolean; done: ((document: Document) => void)[] } | undefined;

  constructor(server: ServerLine, standstill: Standstill) {
    this.#server = server;
    this.#standstill = standstill;
  }

  /** Answers a request of gdb's if it is one for the list. */
  take(asked: string, answer: (reply: string) => void): boolean {
    const part = askedPart(asked);
    if (part?.name !== "threads:read:") return false;
    const { offset, size } = part;
    const give = (document: Document) => answer(partOf(document, offset, size));
    if (offset > 0 || (this.#lasting && this.#standstill.whole)) give(this.#document);
    else if (this.#reading === undefined) this.#read([give]);
    else this.#reading.done.push((document) => this.#settle(document, give));
    return true;
  }

  /** Reads it ahead, after a stop: gdb is going to. */
  expect(): void {
    if (this.#reading === undefined) this.#read([]);
  }

  /** Something moves: the next list may be another one. */
  forget(): void {
    this.#lasting = false;
    if (this.#reading) this.#reading.stale = true;
  }

  /** What was read ahead holds only if nothing has moved since; otherwise it is read once more. */
  #settle(document: Document, give: (document: Document) => void): void {
    if (this.#lasting && this.#standstill.whole) give(document);
    else if (this.#reading) this.#reading.done.push(give);
    else this.#read([give]);
  }

  #read(done: ((document: Document) => void)[]): void {
    const reading = { stale: false, done };
    this.#reading = reading;
    readDocument(this.#server, "threads:read:", (document) => {
      this.#reading = undefined;
      this.#document = document;
      if (document.data !== undefined) this.#standstill.noteList(document.data);
      this.#lasting = !reading.stale && document.data !== undefined;
      for (const give of reading.done) give(document);
    });
  }
}
