import { buildIdIn, isReadAtOnce, sectionCalled, sectionsOf, sectionTable } from "./elf-file.ts";
import { unescaped } from "./escaped.ts";
import { FileContent } from "./file-content.ts";
import type { ServerLine } from "./server-line.ts";

/** The parts of a description: how long it is, where the size is, when the file was last read. */
const layout = { size: 64, sizeAt: 28, readAt: 52, writtenAt: 56 };
const notes = 7;
/** Through them functions of other libraries are called; gdb gives them names. */
const procedureTables = [".plt", ".plt.got", ".plt.sec"];

/** What the owner of an open file does for it. */
export interface FileOwner {
  /** Finds another open file that is the same. */
  sameAs(file: OpenFile): OpenFile | undefined;
  /** Told what separate symbols of this file are called. */
  hasSymbolsElsewhere(names: { buildId?: string; link?: string }): void;
}

/** A file that is open at the server, and is read ahead from the moment it was opened. */
export class OpenFile {
  readonly #server: ServerLine;
  readonly descriptor: string;
  readonly #owner: FileOwner;
  readonly #waiting: (() => void)[] = [];
  #content: FileContent;
  #description: string | undefined;
  #isStale = false;

  constructor(server: ServerLine, descriptor: string, owner: FileOwner) {
    this.#server = server;
    this.descriptor = descriptor;
    this.#owner = owner;
    this.#describe();
    this.#content = new FileContent(server, descriptor);
  }

  /** What tells it from other files and from itself after a change; undefined while not known. */
  get identity(): string | undefined {
    const bytes = this.#bytes();
    if (bytes === undefined) return undefined;
    return bytes.slice(0, layout.readAt) + bytes.slice(layout.writtenAt);
  }

  get content(): FileContent {
    return this.#content;
  }

  /** Hands over the server's description, the reply to `vFile:fstat`. */
  describe(done: (reply: string) => void): void {
    if (this.#isStale) this.#describe();
    const description = this.#description;
    if (description === undefined) this.#waiting.push(() => done(this.#description ?? ""));
    else done(description);
  }

  /** Something has moved: the file may be another one when gdb asks next. */
  noteMotion(): void {
    this.#isStale = true;
  }

  /** Hands over a part of it; see `FileContent`. */
  read(offset: number, size: number, done: (data: string | undefined) => void): void {
    if (this.#description === undefined) {
      this.#waiting.push(() => this.read(offset, size, done));
    } else {
      this.#content.read(offset, size, done);
    }
  }

  #describe(): void {
    const before = this.identity;
    this.#description = undefined;
    this.#isStale = false;
    this.#server.ask(`vFile:fstat:${this.descriptor}`, (reply) => {
      this.#description = reply;
      if (before === undefined) this.#begin();
      else if (before !== this.identity) this.#renew();
      for (const done of this.#waiting.splice(0)) done();
    });
  }

  /** It was written since: what was read before is not in it any more. */
  #renew(): void {
    this.#content = new FileContent(this.#server, this.descriptor);
    this.#plan();
  }

  #begin(): void {
    const same = this.identity === undefined ? undefined : this.#owner.sameAs(this);
    if (same) this.#content = same.content;
    else this.#plan();
  }

  /** Reads what gdb needs at once of a program or library. */
  #plan(): void {
    const bytes = this.#bytes();
    if (bytes === undefined) return;
    const content = this.#content;
    content.size = Number(Buffer.from(bytes, "latin1").readBigUInt64BE(layout.sizeAt));
    content.whole({ offset: 0, size: 64 }, (head) => {
      const table = sectionTable(head);
      if (table === undefined) return;
      content.whole(table, (headers) => {
        const sections = sectionsOf(headers, table);
        content.parts = sections;
        for (const section of sections) if (isReadAtOnce(section)) content.expect(section);
        for (const note of sections.filter(({ type }) => type === notes)) {
          content.whole(note, (data) => {
            const buildId = buildIdIn(data);
            if (buildId !== undefined) this.#owner.hasSymbolsElsewhere({ buildId });
          });
        }
        const names = sections[table.names];
        if (names === undefined) return;
        content.whole(names, (text) => {
          for (const name of procedureTables) {
            const section = sectionCalled(name, sections, text);
            if (section) content.expect(section);
          }
          const link = sectionCalled(".gnu_debuglink", sections, text);
          if (link === undefined) return;
          content.whole(link, (data) => {
            this.#owner.hasSymbolsElsewhere({ link: data.slice(0, data.indexOf("\0")) });
          });
        });
      });
    });
  }

  /** The description's bytes. */
  #bytes(): string | undefined {
    const data = /^F40;(.*)$/s.exec(this.#description ?? "")?.[1];
    const bytes = data === undefined ? undefined : unescaped(data);
    return bytes?.length === layout.size ? bytes : undefined;
  }
}
