/** Where gdb is to look for symbols. */
export interface SymbolPath {
  /** Folders of this machine. */
  readonly folders: readonly string[];
  /** Addresses of debuginfod servers. https://sourceware.org/elfutils/Debuginfod.html */
  readonly servers: readonly string[];
}

/** Tells the folders of a symbol path from its servers. What is written for dbgeng alone is left out. */
export function readSymbolPath(entries: readonly string[]): SymbolPath {
  const isServer = (entry: string) => /^https?:\/\//i.test(entry);
  return {
    folders: entries.filter((entry) => !isServer(entry) && !entry.includes("*")),
    servers: entries.filter(isServer),
  };
}
