import { basename, dirname } from "node:path/posix";
import type { ServerLine } from "./server-line.ts";

/** A file that the server was asked to open before gdb asks. */
interface Expected {
  reply?: string;
  claim?: (reply: string) => void;
}

/** Files that gdb is expected to open: the server is asked for them before gdb asks. */
export class ExpectedFiles {
  readonly #server: ServerLine;
  readonly #expected = new Map<string, Expected>();
  /** Folders with symbols by build ID that gdb has looked into. */
  readonly #symbolFolders = new Set<string>([""]);

  constructor(server: ServerLine) {
    this.#server = server;
  }

  /**
   * Asks for a file.
   * @param fileSystem In which the server looks now.
   * @param opened Takes the server's reply as soon as it is there.
   */
  add(fileSystem: string, asked: string, opened: (reply: string) => void = () => {}): void {
    const key = fileSystem + asked;
    if (this.#expected.has(key)) return;
    const expected: Expected = {};
    this.#expected.set(key, expected);
    this.#server.ask(asked, (reply) => {
      expected.reply = reply;
      opened(reply);
      expected.claim?.(reply);
    });
  }

  /** Answers gdb's request for a file that was expected. */
  claim(fileSystem: string, asked: string, answer: (reply: string) => void): boolean {
    const key = fileSystem + asked;
    const expected = this.#expected.get(key);
    if (expected === undefined) return false;
    this.#expected.delete(key);
    if (expected.reply === undefined) expected.claim = answer;
    else answer(expected.reply);
    return true;
  }

  /** Forgets those that gdb did not open. @returns the server's replies for them. */
  forget(): readonly string[] {
    const replies: string[] = [];
    for (const [key, { reply }] of this.#expected) {
      if (reply === undefined) continue;
      this.#expected.delete(key);
      replies.push(reply);
    }
    return replies;
  }

  /** Learns where gdb looks for symbols by build ID. */
  noteOpened(path: string): void {
    const folder = /^(.*)\/\.build-id\/..\/[0-9a-f]+\.debug$/.exec(path)?.[1];
    if (folder !== undefined) this.#symbolFolders.add(folder);
  }

  /** Where gdb looks for the symbols of a file by its build ID. */
  byBuildId(id: string): readonly string[] {
    const name = `${id.slice(0, 2)}/${id.slice(2)}.debug`;
    return [...this.#symbolFolders].map((folder) => `${folder}/.build-id/${name}`);
  }

  /** Where gdb looks for the symbols of a file by the name that the file gives them. */
  byName(file: string, link: string): readonly string[] {
    if (link === "" || basename(link) !== link) return [];
    const folder = dirname(file);
    return [
      `${folder}/${link}`,
      `${folder}/.debug/${link}`,
      `/${folder}/${link}`,
      `${folder}//${link}`,
      `/${folder}//${link}`,
      `target:${folder}//${link}`,
    ];
  }
}
