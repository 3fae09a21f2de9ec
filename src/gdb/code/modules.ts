import { createHash } from "node:crypto";
import { basename } from "node:path/posix";
import type { EngineEvent } from "../../engine/events.ts";
import type { ModuleInfo } from "../../engine/model.ts";
import { plainPath } from "../mi/gdb-text.ts";
import type { AsyncRecord, MiSession } from "../mi/mi-session.ts";
import { textOf, tuplesOf } from "../mi/mi-value.ts";
import { readRemoteFile } from "../server/remote-file.ts";
import { readBuildIds } from "./build-ids.ts";

/** Where a file is mapped. */
export interface MappedRange {
  readonly base: bigint;
  readonly end: bigint;
}

/** What gdb says of a debuggee that becomes another program by the system call `exec`. */
const executes = /^process \d+ is executing new program: (.+)$/m;

type Places = ReadonlyMap<string, MappedRange>;

/**
 * The modules of the debuggee: its program and the libraries that gdb tells of.
 *
 * Where they are is read from the system's own table of mappings, or from that of a core file; whether they have symbols is
 * asked of gdb; both only when somebody wants to know.
 */
export class Modules {
  readonly #mi: MiSession;
  readonly #push: (event: () => Promise<EngineEvent | undefined>) => void;
  /** By path. */
  readonly #known = new Map<string, ModuleInfo>();
  #program = "";
  #places: () => Promise<Places> = async () => new Map();
  #facts: Promise<Facts> | undefined;
  #sources: Promise<readonly string[]> | undefined;

  constructor(mi: MiSession, push: (event: () => Promise<EngineEvent | undefined>) => void) {
    this.#mi = mi;
    this.#push = push;
  }

  /** Notes the debuggee that is held now, and tells of its program. */
  hold(processId: number, program: string): void {
    this.#places = () => readPlaces(this.#mi, processId);
    this.#changed();
    this.#loadProgram(program);
  }

  /** Notes the core file that is about to be opened, and tells of its program. */
  holdCore(places: Places, program: string): void {
    this.clear();
    this.#places = async () => places;
    this.#loadProgram(program);
  }

  /** Forgets the modules of a debuggee that is gone. */
  clear(): void {
    this.#places = async () => new Map();
    this.#known.clear();
    this.#changed();
  }

  /** Follows gdb's notifications. */
  take(record: AsyncRecord): void {
    const path = textOf(record.results, "target-name");
    if (path === undefined) return;
    if (record.class === "library-loaded") {
      this.#changed();
      this.#load(path);
    } else if (record.class === "library-unloaded") {
      this.#changed();
      this.#unload(path);
    }
  }

  /** Follows what gdb prints: that the debuggee becomes another program. */
  takeNotice(text: string): void {
    const path = executes.exec(text)?.[1];
    if (path === undefined) return;
    this.#changed();
    this.#unload(this.#program);
    this.#loadProgram(plainPath(path));
  }

  /** All modules. */
  async list(): Promise<readonly ModuleInfo[]> {
    const facts = await this.#learn();
    for (const [path, module] of this.#known) this.#known.set(path, completed(module, facts));
    return [...this.#known.values()];
  }

  /** The modules known now, without asking. */
  get known(): readonly ModuleInfo[] {
    return [...this.#known.values()];
  }

  /** The program's path, if the address is in it as far as is known without asking. */
  programAt(address: bigint): string | undefined {
    const { base, byteCount = 0 } = this.#known.get(this.#program) ?? {};
    const isIn = base !== undefined && address >= base && Number(address - base) < byteCount;
    return isIn ? this.#program : undefined;
  }

  /** All source files that the symbols name. */
  sourceFiles(): Promise<readonly string[]> {
    this.#sources ??= this.#readSources().catch((error) => {
      this.#sources = undefined;
      throw error;
    });
    return this.#sources;
  }

  #changed(): void {
    this.#facts = undefined;
    this.#sources = undefined;
  }

  #loadProgram(path: string): void {
    this.#program = path;
    this.#load(path);
  }

  #load(path: string): void {
    if (this.#known.has(path)) return;
    const id = createHash("sha1").update(path).digest("hex").slice(0, 12);
    this.#known.set(path, { id, name: basename(path), path, symbols: "notLoaded" });
    this.#push(async () => {
      const facts = await this.#learn();
      const module = this.#known.get(path);
      if (module === undefined) return undefined;
      const complete = completed(module, facts);
      this.#known.set(path, complete);
      return { type: "moduleLoaded", module: complete };
    });
  }

  #unload(path: string): void {
    const module = this.#known.get(path);
    this.#known.delete(path);
    if (module) this.#push(async () => ({ type: "moduleUnloaded", module }));
  }

  #learn(): Promise<Facts> {
    this.#facts ??= this.#ask();
    return this.#facts;
  }

  async #ask(): Promise<Facts> {
    const [symbols, places, buildIds] = await Promise.all([
      this.#readSymbols(),
      this.#places(),
      readBuildIds(this.#mi),
    ]);
    return { symbols, places, buildIds };
  }

  /** Whether each object file has debug information; the pattern matches no source file. */
  async #readSymbols(): Promise<ReadonlyMap<string, boolean>> {
    const reply = await this.#mi
      .send('-file-list-exec-source-files --group-by-objfile --basename -- "^ $"')
      .catch(() => undefined);
    const rows = tuplesOf(reply?.results, "files").map(
      (row) =>
        [plainPath(textOf(row, "filename") ?? ""), textOf(row, "debug-info") !== "none"] as const,
    );
    return new Map(rows);
  }

  async #readSources(): Promise<readonly string[]> {
    const { results } = await this.#mi.send("-file-list-exec-source-files");
    const paths = tuplesOf(results, "files").map(
      (file) => textOf(file, "fullname") ?? textOf(file, "file") ?? "",
    );
    return [...new Set(paths)].filter((path) => path !== "" && !/<[\w -]+>$/.test(path)).toSorted();
  }
}

interface Facts {
  /** By path. */
  readonly symbols: ReadonlyMap<string, boolean>;
  /** By path as the system writes it. */
  readonly places: Places;
  /** By path. */
  readonly buildIds: ReadonlyMap<string, string>;
}

/** Where the system has mapped the files of a process. */
async function readPlaces(mi: MiSession, processId: number): Promise<Places> {
  const places = new Map<string, MappedRange>();
  const maps = await readRemoteFile(mi, `/proc/${processId}/maps`);
  if ("problem" in maps) return places;
  for (const line of maps.content.toString("utf8").split("\n")) {
    const [, from, to, path] = /^([0-9a-f]+)-([0-9a-f]+) .{4} \S+ \S+ \S+\s+(.+)$/.exec(line) ?? [];
    if (from === undefined || to === undefined || path === undefined) continue;
    const base = places.get(path)?.base ?? BigInt(`0x${from}`);
    places.set(path, { base, end: BigInt(`0x${to}`) });
  }
  return places;
}

function completed(module: ModuleInfo, { symbols, places, buildIds }: Facts): ModuleInfo {
  const path = module.path ?? "";
  const hasSymbols = symbols.get(path) ?? byName(symbols, path);
  // A library is loaded by a name that may be a link to its file.
  const place = places.get(path) ?? byStem(places, path);
  return {
    ...module,
    symbols: hasSymbols === undefined ? "notLoaded" : hasSymbols ? "loaded" : "none",
    symbolFile: hasSymbols ? path : undefined,
    base: place?.base ?? module.base,
    byteCount: place === undefined ? module.byteCount : Number(place.end - place.base),
    buildId: buildIds.get(path) ?? byName(buildIds, path),
  };
}

function byName<Fact>(facts: ReadonlyMap<string, Fact>, path: string): Fact | undefined {
  for (const [known, fact] of facts) if (basename(known) === basename(path)) return fact;
  return undefined;
}

/** `libm.so.6` may be a link to `libm-2.31.so`, `libz.so.1` one to `libz.so.1.2.13`. */
function byStem<Fact>(facts: ReadonlyMap<string, Fact>, path: string): Fact | undefined {
  const same = byName(facts, path);
  if (same !== undefined) return same;
  const stem = basename(path).replace(/[-.]\d.*$|\.so.*$/, "");
  const found = [...facts]
    .filter(([known]) => /^[-.]/.test(basename(known).slice(stem.length)))
    .filter(([known]) => basename(known).startsWith(stem));
  return found.length === 1 ? found[0]?.[1] : undefined;
}
