import type { MiTuple, MiValue } from "./mi-value.ts";

/**
 * One line of gdb's output. Text that is no MI (a warning of a library, a prompt) is `other`.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/GDB_002fMI-Output-Syntax.html
 */
export type MiRecord =
  | {
      readonly kind: "result";
      readonly token: number | undefined;
      readonly class: string;
      readonly results: MiTuple;
    }
  | {
      readonly kind: "async";
      readonly channel: "exec" | "status" | "notify";
      readonly class: string;
      readonly results: MiTuple;
    }
  | {
      readonly kind: "stream";
      readonly channel: "console" | "target" | "log";
      readonly text: string;
    }
  | { readonly kind: "prompt" }
  | { readonly kind: "other"; readonly text: string };

/** Deeper nesting than any record of gdb has; garbage must not exhaust the stack. */
const maxDepth = 500;

const asyncChannels = { "*": "exec", "+": "status", "=": "notify" } as const;
const streamChannels = { "~": "console", "@": "target", "&": "log" } as const;

/** Turns gdb's output, cut into any chunks, into records. Never throws. */
export class MiParser {
  #parts: Buffer[] = [];

  /** Takes the next bytes and gives the records they complete. */
  push(chunk: Buffer): MiRecord[] {
    const records: MiRecord[] = [];
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      this.#parts.push(chunk.subarray(start, end));
      const line = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
      this.#parts = [];
      start = end + 1;
      // One character per byte: UTF-8 is put together only inside the strings, after unescaping.
      if (line !== undefined) records.push(parseLine(line.toString("latin1")));
    }
    if (start < chunk.length) this.#parts.push(chunk.subarray(start));
    return records;
  }
}

function parseLine(rawLine: string): MiRecord {
  const line = rawLine.endsWith("\r") ? rawLine.slice(0, -1) : rawLine;
  if (/^\(gdb\) ?$/.test(line)) return { kind: "prompt" };
  try {
    return new LineReader(line).record();
  } catch (error) {
    if (!(error instanceof NotMi)) throw error;
    return { kind: "other", text: utf8(line) };
  }
}

class NotMi extends Error {}

/** Reads one line by recursive descent, each character once. */
class LineReader {
  readonly #line: string;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  record(): MiRecord {
    const token = this.#match(/\d*/y);
    const mark = this.#line[this.#at++] ?? "";
    if (mark === "^") {
      return {
        kind: "result",
        token: token === "" ? undefined : Number(token),
        class: this.#match(/[\w-]+/y),
        results: this.#results(),
      };
    }
    if (mark === "*" || mark === "+" || mark === "=") {
      const channel = asyncChannels[mark];
      return {
        kind: "async",
        channel,
        class: this.#match(/[\w-]+/y),
        results: this.#results(),
      };
    }
    if (token === "" && (mark === "~" || mark === "@" || mark === "&")) {
      const text = this.#string();
      if (this.#at !== this.#line.length) throw new NotMi();
      return { kind: "stream", channel: streamChannels[mark], text };
    }
    throw new NotMi();
  }

  /** The `,name=value` parts up to the end of the line. */
  #results(): MiTuple {
    const tuple = Object.create(null) as Record<string, MiValue>;
    while (this.#at < this.#line.length) {
      this.#expect(",");
      this.#member(tuple, 0);
    }
    return tuple;
  }

  #member(tuple: Record<string, MiValue>, depth: number): void {
    const name = this.#match(/[^=,"{}[\]]+/y);
    if (name === "") throw new NotMi();
    this.#expect("=");
    tuple[utf8(name)] = this.#value(depth);
  }

  #value(depth: number): MiValue {
    if (depth > maxDepth) throw new NotMi();
    const mark = this.#line[this.#at];
    if (mark === '"') return this.#string();
    if (mark === "{") {
      const tuple = Object.create(null) as Record<string, MiValue>;
      this.#sequence("}", () => this.#member(tuple, depth + 1));
      return tuple;
    }
    if (mark === "[") {
      const list: MiValue[] = [];
      this.#sequence("]", () => {
        // A list of results, [frame={...},frame={...}], repeats one name: the values are enough.
        if (this.#match(/[^=,"{}[\]]+(?==)/y) !== "") this.#expect("=");
        list.push(this.#value(depth + 1));
      });
      return list;
    }
    throw new NotMi();
  }

  #sequence(end: string, entry: () => void): void {
    this.#at++;
    if (this.#line[this.#at] === end) {
      this.#at++;
      return;
    }
    for (;;) {
      entry();
      if (this.#line[this.#at] === end) break;
      this.#expect(",");
    }
    this.#at++;
  }

  #string(): string {
    this.#expect('"');
    let bytes = "";
    for (;;) {
      const plain = this.#match(/[^"\\]*/y);
      bytes += plain;
      const mark = this.#line[this.#at++];
      if (mark === '"') return utf8(bytes);
      if (mark === undefined) throw new NotMi();
      bytes += this.#escape();
    }
  }

  /** What stands after a backslash: C's escapes, octal ones being single bytes. */
  #escape(): string {
    const octal = this.#match(/[0-7]{1,3}/y);
    if (octal !== "") return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    const letter = this.#line[this.#at++];
    if (letter === undefined) throw new NotMi();
    return escapes[letter] ?? letter;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#line)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #expect(mark: string): void {
    if (this.#line[this.#at] !== mark) throw new NotMi();
    this.#at++;
  }
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Text of bytes that stand one to a character. */
function utf8(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "not ASCII".
  return /[^\x00-\x7f]/.test(bytes) ? Buffer.from(bytes, "latin1").toString("utf8") : bytes;
}
