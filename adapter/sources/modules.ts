import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { ModuleInfo } from "../../src/engine/model.ts";
import { referenceTo } from "../values/memory-reference.ts";
import { fileName } from "./source-paths.ts";

const sizeColumn = { attributeName: "size", label: "Size", type: "number" } as const;
const buildColumn = { attributeName: "buildId", label: "Build ID", type: "string" } as const;

/** What is told of a module beyond the protocol's own columns. */
export const moduleColumns: Dap.ColumnDescriptor[] = [sizeColumn, buildColumn];

const symbolStatus = {
  loaded: "Symbols loaded.",
  none: "No symbols found.",
  notLoaded: "Symbols not loaded.",
} as const;

/** The loaded modules as far as the engine told, to find the one that a stack frame is in. */
export class Modules {
  readonly #byId = new Map<string, ModuleInfo>();
  /** Ids by what frames call a module; a deep stack asks for the same ones again and again. */
  readonly #found = new Map<string, string | undefined>();

  /** Notes a module that was loaded, or whose symbols were. */
  add(module: ModuleInfo): void {
    this.#byId.set(module.id, module);
    this.#found.clear();
  }

  /** Notes that a module is gone. */
  remove({ id }: ModuleInfo): void {
    this.#byId.delete(id);
    this.#found.clear();
  }

  /** Forgets all modules, and answers those that were not told of as gone. */
  clear(): readonly ModuleInfo[] {
    const left = [...this.#byId.values()];
    this.#byId.clear();
    this.#found.clear();
    return left;
  }

  /** Id of the module that a frame names: by its path, its file name or the name without ending. */
  idOf(name: string): string | undefined {
    if (!this.#found.has(name)) this.#found.set(name, this.#find(name));
    return this.#found.get(name);
  }

  #find(name: string): string | undefined {
    const modules = [...this.#byId.values()];
    const found =
      modules.find((module) => module.id === name || module.path === name) ??
      modules.find((module) => module.name === name || fileName(module.path ?? "") === name) ??
      modules.find((module) => stem(module.name) === stem(fileName(name)));
    return found?.id;
  }
}

const stem = (name: string) => name.toLowerCase().replace(/\.(?:exe|dll)$/, "");

/** A module in the words of the protocol. */
export function moduleOut(module: ModuleInfo): Dap.Module {
  const { id, name, path, symbols, symbolFile, version, base, byteCount, buildId } = module;
  const end = base === undefined || byteCount === undefined ? undefined : base + BigInt(byteCount);
  return {
    id,
    name,
    ...(path === undefined ? {} : { path }),
    symbolStatus: symbolStatus[symbols],
    ...(symbolFile === undefined ? {} : { symbolFilePath: symbolFile }),
    ...(version === undefined ? {} : { version }),
    ...(base === undefined
      ? {}
      : {
          addressRange:
            end === undefined ? referenceTo(base) : `${referenceTo(base)}-${referenceTo(end)}`,
        }),
    ...(byteCount === undefined ? {} : { [sizeColumn.attributeName]: byteCount }),
    ...(buildId === undefined ? {} : { [buildColumn.attributeName]: buildId }),
  };
}
