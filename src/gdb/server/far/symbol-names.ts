import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../../util/cache-folder.ts";

/** Symbols, in hexadecimal as they are on the line, with their places: see `SymbolNames`. */
export type NamedPlaces = readonly (readonly [name: string, place: string])[];

/**
 * The symbols that a server asks for once it finds a C library, in their order: what was learnt in
 * one session is used in the next one.
 *
 * They are a list in the libthread_db of the server's machine, which is made for one version of the
 * library. With each goes its distance from the symbol of the version, by which the very build of the
 * library is known again; it is empty for a symbol that the library does not have.
 */
export class SymbolNames {
  readonly #file = join(cacheFolder(), "thread-symbols.json");

  /** What is known of libraries of a version. */
  of(version: string): readonly NamedPlaces[] {
    return this.#read()[version] ?? [];
  }

  /** Keeps what was learnt of a library. */
  keep(version: string, learnt: NamedPlaces): void {
    this.#write(version, [learnt, ...this.of(version)].slice(0, maxLibraries));
  }

  /** Forgets the libraries of a version. */
  forget(version: string): void {
    this.#write(version, []);
  }

  #write(version: string, libraries: readonly NamedPlaces[]): void {
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      const fresh = `${this.#file}.${process.pid}`;
      writeFileSync(fresh, JSON.stringify({ ...this.#read(), [version]: libraries }));
      renameSync(fresh, this.#file);
    } catch {
      // Without it a session only starts more slowly.
    }
  }

  #read(): Record<string, readonly NamedPlaces[]> {
    try {
      const all: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      return isKnowledge(all) ? all : {};
    } catch {
      return {};
    }
  }
}

/** Of one version, from as many machines. */
const maxLibraries = 8;

function isKnowledge(all: unknown): all is Record<string, NamedPlaces[]> {
  const isPair = (pair: unknown) =>
    Array.isArray(pair) && /^([0-9a-f]{2})+$/.test(pair[0]) && typeof pair[1] === "string";
  const isLibrary = (library: unknown) => Array.isArray(library) && library.every(isPair);
  return (
    typeof all === "object" &&
    all !== null &&
    Object.values(all).every((known) => Array.isArray(known) && known.every(isLibrary))
  );
}
