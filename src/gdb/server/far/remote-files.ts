import { escaped, unescaped } from "./escaped.ts";
import { ExpectedFiles } from "./expected-files.ts";
import { LiveFile } from "./live-file.ts";
import { OpenFile } from "./open-file.ts";
import type { ServerLine } from "./server-line.ts";

/** The most data in a reply, in bytes on the line. */
const maxData = 0x4000;
const serverFiles = "vFile:setfs:0";
/** Tell of a process, and change while it runs. */
const live = /^\/proc\/\d+\/(task\/\d+\/)?(maps|smaps|status|stat|cmdline|comm)$/;
/** Are not what they were a moment ago, or do something when they are read. */
const special = /^\/(proc|sys|dev)\//;

/**
 * Files of the server's machine, which gdb reads in small pieces one after the other: programs,
 * libraries and their symbols. They are read by the block and ahead, and one that is open twice is
 * read once.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Host-I_002fO-Packets.html
 */
export class RemoteFiles {
  readonly #server: ServerLine;
  readonly #open = new Map<string, OpenFile>();
  readonly #live = new Map<string, LiveFile>();
  readonly #expected: ExpectedFiles;
  readonly #seen = new Set<string>();
  /** Whether gdb opens the libraries that the server lists, and not copies on its own machine. */
  #takesLibraries = true;
  /** The request for the file system that gdb has chosen, the one of a process, the server's. */
  #chosen = "";
  #ofProcess = "";
  #current = "";
  /** The program that gdb opens once more. */
  #program: string | undefined;
  #choosesFileSystem = false;

  constructor(server: ServerLine) {
    this.#server = server;
    this.#expected = new ExpectedFiles(server);
  }

  /** Answers a request of gdb's if it is one for a file. */
  take(asked: string, answer: (reply: string) => void): boolean {
    const [, verb, rest = ""] = /^vFile:(\w+):(.*)$/s.exec(asked) ?? [];
    if (verb === undefined) return false;
    if (verb === "setfs") return this.#choose(asked, answer);
    if (verb === "fstat") return this.#describe(rest, answer);
    if (verb === "pread") return this.#read(asked, rest, answer);
    if (verb === "close") return this.#close(asked, rest, answer);
    if (verb === "open") return this.#openFile(asked, answer);
    this.#enter(this.#chosen);
    return false;
  }

  /** There is a new debuggee: gdb is going to try whether there are files at all. */
  begin(process: string): void {
    this.#server.ask(serverFiles, (reply) => {
      this.#choosesFileSystem = reply === "F0";
    });
    this.#current = serverFiles;
    this.#ofProcess = `vFile:setfs:${process}`;
    this.#expected.add(serverFiles, `vFile:open:${hexOf("just probing")},0,0`);
  }

  /** gdb is going to open a program twice, for itself and for its symbols. */
  noteProgram(path: string): void {
    if (!path.startsWith("/") || this.#seen.has(path)) return;
    this.#seen.add(path);
    this.#program = path;
    this.#expect(path);
  }

  /** Hands over all of a file that the server itself sees; nothing where there is none. */
  readAll(path: string, done: (text: string) => void): void {
    this.#enter(serverFiles);
    this.#server.ask(`vFile:open:${hexOf(path)},0,0`, (opened) => {
      const descriptor = descriptorOf(opened);
      if (descriptor === undefined) return;
      let text = "";
      const piece = () => {
        const range = `${maxData.toString(16)},${text.length.toString(16)}`;
        this.#server.ask(`vFile:pread:${descriptor},${range}`, (reply) => {
          const data = unescaped(/^F[0-9a-f]+;(.*)$/s.exec(reply)?.[1] ?? "");
          text += data;
          if (data !== "") return piece();
          this.#server.tell(`vFile:close:${descriptor}`);
          done(text);
        });
      };
      piece();
    });
  }

  /** The server has listed the libraries: gdb is going to open those that it has not seen yet. */
  noteLibraries(document: string): void {
    for (const [, path = ""] of document.matchAll(/<library name="(\/[^"&]+)"/g)) {
      if (this.#seen.has(path)) continue;
      this.#seen.add(path);
      if (!this.#takesLibraries) continue;
      this.#expect(path, (descriptor) => this.#begin(descriptor, path));
    }
  }

  /** gdb has done with what it was about: what it did not open is closed. */
  settle(): void {
    for (const file of this.#open.values()) file.noteMotion();
    for (const reply of this.#expected.forget()) {
      const descriptor = descriptorOf(reply);
      if (descriptor === undefined) continue;
      if (this.#open.has(descriptor)) this.#takesLibraries = false;
      const close = `vFile:close:${descriptor}`;
      if (!this.#close(close, descriptor, () => {})) this.#server.tell(close);
    }
  }

  /** gdb need not wait for the choice of a file system once the server has let it choose one. */
  #choose(asked: string, answer: (reply: string) => void): boolean {
    this.#chosen = asked;
    if (asked !== serverFiles) this.#ofProcess = asked;
    if (this.#choosesFileSystem) {
      answer("F0");
    } else {
      this.#current = asked;
      this.#server.ask(asked, (reply) => {
        this.#choosesFileSystem = reply === "F0";
        answer(reply);
      });
    }
    return true;
  }

  #enter(fileSystem: string): void {
    if (fileSystem === this.#current || !this.#choosesFileSystem) return;
    this.#current = fileSystem;
    this.#server.tell(fileSystem);
  }

  #openFile(asked: string, answer: (reply: string) => void): boolean {
    const path = pathOf(asked);
    if (path !== undefined) {
      this.#seen.add(path);
      this.#expected.noteOpened(path);
    }
    const begin = (reply: string) => {
      const descriptor = descriptorOf(reply);
      if (path !== undefined && descriptor !== undefined) this.#begin(descriptor, path);
      answer(reply);
    };
    if (!this.#expected.claim(this.#chosen, withoutMode(asked), begin)) {
      this.#enter(this.#chosen);
      this.#server.ask(asked, begin);
    }
    if (path !== undefined && path === this.#program) {
      this.#program = undefined;
      this.#expect(path);
    }
    return true;
  }

  /** Has a file opened before gdb asks for it. @param opened Told when there is such a file. */
  #expect(path: string, opened: (descriptor: string) => void = () => {}): void {
    this.#enter(this.#ofProcess);
    this.#expected.add(this.#ofProcess, `vFile:open:${hexOf(path)},0,0`, (reply) => {
      const descriptor = descriptorOf(reply);
      if (descriptor !== undefined) opened(descriptor);
    });
  }

  #begin(descriptor: string, path: string): void {
    if (this.#open.has(descriptor)) return;
    if (live.test(path)) {
      this.#live.set(descriptor, new LiveFile(this.#server, descriptor));
    } else if (!special.test(path)) {
      const file = new OpenFile(this.#server, descriptor, {
        sameAs: ({ identity }) =>
          [...this.#open.values()].find((other) => other !== file && other.identity === identity),
        hasSymbolsElsewhere: ({ buildId, link }) => {
          const places = buildId === undefined ? [] : this.#expected.byBuildId(buildId);
          const others = link === undefined ? [] : this.#expected.byName(path, link);
          for (const place of [...places, ...others]) this.#expect(place);
        },
      });
      this.#open.set(descriptor, file);
    }
  }

  #describe(descriptor: string, answer: (reply: string) => void): boolean {
    const file = this.#open.get(descriptor);
    file?.describe(answer);
    return file !== undefined;
  }

  #read(asked: string, rest: string, answer: (reply: string) => void): boolean {
    const [descriptor = "", count = "", at = ""] = rest.split(",");
    const [offset, size] = [Number.parseInt(at, 16), Number.parseInt(count, 16)];
    const isLive = this.#live.get(descriptor);
    const file = this.#open.get(descriptor);
    isLive?.read(offset, size, answer);
    file?.read(offset, size, (data) => {
      if (data === undefined) return this.#server.ask(asked, answer);
      const { text, length } = escaped(data, maxData);
      answer(`F${length.toString(16)};${text}`);
    });
    return isLive !== undefined || file !== undefined;
  }

  #close(asked: string, descriptor: string, answer: (reply: string) => void): boolean {
    const file = this.#open.get(descriptor);
    if (file === undefined && !this.#live.has(descriptor)) return false;
    this.#open.delete(descriptor);
    this.#live.delete(descriptor);
    const heir = [...this.#open.values()].find((other) => other.content === file?.content);
    if (file) file.content.descriptor = heir?.descriptor;
    this.#server.tell(asked);
    answer("F0");
    return true;
  }
}

function hexOf(path: string): string {
  return Buffer.from(path, "latin1").toString("hex");
}

function descriptorOf(reply: string): string | undefined {
  return /^F([0-9a-f]+)$/.exec(reply)?.[1];
}

/** The file that gdb wants to read; undefined for one that it wants to write. */
function pathOf(asked: string): string | undefined {
  const [, name = "", flags] = /^vFile:open:([0-9a-f]*),([0-9a-f]+)/.exec(asked) ?? [];
  return flags === "0" ? Buffer.from(name, "hex").toString("latin1") : undefined;
}

/** The mode matters only for files that are made. */
function withoutMode(asked: string): string {
  return asked.replace(/^(vFile:open:[0-9a-f]*,0),.*$/, "$1,0");
}
