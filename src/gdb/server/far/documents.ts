import { escaped, unescaped } from "./escaped.ts";
import type { ServerLine } from "./server-line.ts";

/** Fits into the packets of every gdbserver. */
const pieceSize = 0x3800;
const request = /^qXfer:([\w-]+:read:.*):([0-9a-f]+),([0-9a-f]+)$/s;
/** The ones that are read whole; others are big or are handled elsewhere. */
const whole = /^(features|libraries-svr4|exec-file|auxv):/;

/** A document of the server, or what it said instead. */
export interface Document {
  readonly data?: string;
  readonly failure?: string;
}

/**
 * Reads a document of the server in pieces as big as they may be.
 * @param name Its kind and the rest of what gdb calls it by, e.g. `threads:read:`.
 */
export function readDocument(
  server: ServerLine,
  name: string,
  done: (document: Document) => void,
): void {
  let data = "";
  const piece = () => {
    const range = `${data.length.toString(16)},${pieceSize.toString(16)}`;
    server.ask(`qXfer:${name}:${range}`, (reply) => {
      const isData = reply[0] === "m" || reply[0] === "l";
      if (isData) data += unescaped(reply.slice(1));
      if (reply[0] === "m") piece();
      else done(isData ? { data } : { failure: reply });
    });
  };
  piece();
}

/** A reply to gdb with a part of a document. */
export function partOf({ data, failure }: Document, offset: number, size: number): string {
  if (data === undefined) return failure ?? "E01";
  const { text, length } = escaped(data.slice(offset, offset + size), size);
  return `${offset + length < data.length ? "m" : "l"}${text}`;
}

/** What part of which document a request is for; undefined for another request. */
export function askedPart(
  asked: string,
): { name: string; offset: number; size: number } | undefined {
  const [, name, at, length] = request.exec(asked) ?? [];
  if (name === undefined || at === undefined || length === undefined) return undefined;
  return { name, offset: Number.parseInt(at, 16), size: Number.parseInt(length, 16) };
}

/**
 * Documents that gdb reads in small pieces one after the other. Some are read ahead, to be given
 * once.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/General-Query-Packets.html#qXfer-read
 */
export class Documents {
  readonly #server: ServerLine;
  readonly #came: (name: string, data: string) => void;
  /** What gdb reads now, by name. */
  readonly #open = new Map<string, Document>();
  readonly #expected = new Map<string, { document?: Document; done?: (d: Document) => void }>();

  /** @param came Told of each document that gdb asked for. */
  constructor(server: ServerLine, came: (name: string, data: string) => void) {
    this.#server = server;
    this.#came = came;
  }

  /** Answers a request of gdb's if it is one for such a document. */
  take(asked: string, answer: (reply: string) => void): boolean {
    const part = askedPart(asked);
    if (part === undefined || !whole.test(part.name)) return false;
    const { name, offset, size } = part;
    const open = this.#open.get(name);
    if (offset > 0 && open) {
      answer(partOf(open, offset, size));
      return true;
    }
    const give = (document: Document) => {
      this.#open.set(name, document);
      if (document.data !== undefined) this.#came(name, document.data);
      answer(partOf(document, offset, size));
    };
    const expected = this.#expected.get(name);
    this.#expected.delete(name);
    if (expected?.document) give(expected.document);
    else if (expected) expected.done = give;
    else readDocument(this.#server, name, give);
    return true;
  }

  /** Reads a document that gdb is about to ask for. */
  expect(name: string): void {
    const expected: { document?: Document; done?: (d: Document) => void } = {};
    this.#expected.set(name, expected);
    readDocument(this.#server, name, (document) => {
      expected.document = document;
      expected.done?.(document);
    });
  }

  /** What was read ahead may have changed. */
  forget(): void {
    this.#expected.clear();
  }
}
