import { existsSync } from "node:fs";
import { basename, join } from "node:path";

/** How source paths are translated; the keys of the configuration. */
export interface SourcePathOptions {
  /** Beginnings of paths: in the symbols -> on this machine. */
  readonly sourceFileMap?: Readonly<Record<string, string>> | undefined;
  /** Folders on this machine to look in. */
  readonly sourcePath?: readonly string[] | undefined;
}

interface Mapping {
  readonly symbols: string;
  readonly client: string;
}

/**
 * Translates source paths between the symbols and the client's machine.
 *
 * The symbols say where a file was when it was compiled, possibly on another machine under another
 * system. `sourceFileMap` is applied first; a file that is not there is then looked for in
 * `sourcePath`, by as many trailing folders of its path as match.
 */
export class SourcePaths {
  readonly #bySymbols: readonly Mapping[];
  readonly #byClient: readonly Mapping[];
  readonly #folders: readonly string[];
  readonly #exists: (path: string) => boolean;
  readonly #seen = new Map<string, { path: string; found: boolean }>();
  /** Paths handed out to the client, and what the symbols call them. */
  readonly #symbolsOf = new Map<string, string>();

  /** @param exists Whether a file is on the client's machine. */
  constructor(options: SourcePathOptions = {}, exists: (path: string) => boolean = existsSync) {
    const mappings = Object.entries(options.sourceFileMap ?? {}).map(([symbols, client]) => ({
      symbols: withoutEndSlash(symbols),
      client: withoutEndSlash(client),
    }));
    this.#bySymbols = mappings.toSorted((a, b) => b.symbols.length - a.symbols.length);
    this.#byClient = mappings.toSorted((a, b) => b.client.length - a.client.length);
    this.#folders = options.sourcePath ?? [];
    this.#exists = exists;
  }

  /** Where a file of the symbols is on the client's machine, and whether it is really there. */
  toClient(symbolPath: string): { readonly path: string; readonly found: boolean } {
    let seen = this.#seen.get(symbolPath);
    if (seen === undefined) {
      const mapped = this.#mapToClient(symbolPath);
      const path = this.#exists(mapped) ? mapped : this.#search(symbolPath);
      seen = { path: path ?? mapped, found: path !== undefined };
      this.#seen.set(symbolPath, seen);
      this.#symbolsOf.set(seen.path, symbolPath);
    }
    return seen;
  }

  /** Whether the client was told of this file of its machine, because the symbols name it. */
  handedOut(clientPath: string): boolean {
    return this.#symbolsOf.has(clientPath);
  }

  /**
   * What the symbols may call a file of the client's machine. For a file in `sourcePath` that no
   * stack has shown yet this is the part below the folder, which an engine matches from the end.
   */
  toSymbols(clientPath: string): string {
    const known = this.#symbolsOf.get(clientPath);
    if (known !== undefined) return known;
    for (const { symbols, client } of this.#byClient) {
      const rest = restAfter(client, clientPath);
      if (rest !== undefined) return rejoin(symbols, rest);
    }
    for (const folder of this.#folders) {
      const rest = restAfter(withoutEndSlash(folder), clientPath);
      if (rest) return rest.replaceAll("\\", "/").slice(1);
    }
    return clientPath;
  }

  #mapToClient(symbolPath: string): string {
    for (const { symbols, client } of this.#bySymbols) {
      const rest = restAfter(symbols, symbolPath);
      if (rest !== undefined) return rejoin(client, rest);
    }
    return symbolPath;
  }

  /** Looks in the folders of `sourcePath`, longest trailing path first. */
  #search(symbolPath: string): string | undefined {
    const parts = symbolPath.split(/[\\/]/).filter((part) => part !== "" && !/^\.|:$/.test(part));
    for (let from = 0; from < parts.length; from++) {
      for (const folder of this.#folders) {
        const candidate = join(folder, ...parts.slice(from));
        if (this.#exists(candidate)) return candidate;
      }
    }
    return undefined;
  }
}

/** Name of a file without its folder, for both kinds of slashes. */
export function fileName(path: string): string {
  return basename(path.replaceAll("\\", "/"));
}

const isWindows = (path: string) => /^[a-z]:|\\/i.test(path);

const withoutEndSlash = (path: string) => path.replace(/[\\/]+$/, "");

/** What follows the prefix, with its slash in front; undefined when the path begins otherwise. */
function restAfter(prefix: string, path: string): string | undefined {
  const comparable = (text: string) => {
    const forward = text.replaceAll("\\", "/");
    return isWindows(prefix) ? forward.toLowerCase() : forward;
  };
  const rest = path.slice(prefix.length);
  const matches = comparable(path.slice(0, prefix.length)) === comparable(prefix);
  return matches && /^(?:$|[\\/])/.test(rest) ? rest : undefined;
}

/** A prefix and what follows it, with the prefix's kind of slashes. */
function rejoin(prefix: string, rest: string): string {
  return prefix + (isWindows(prefix) ? rest.replaceAll("/", "\\") : rest.replaceAll("\\", "/"));
}
