import { dirname } from "node:path";
import { InterruptKind, OutputMask, SymbolOption } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { reportsOnEngineThread } from "../../native/symbol-server-client.ts";
import { hasSymbolServer } from "../../symbol-servers.ts";
import type { InterruptWish } from "../run/interrupt-wish.ts";
import { SymbolDownloads } from "./symbol-downloads.ts";

/** Where the engine looks for symbols, and what is heard of it while it does. */
export class SymbolSearch {
  /** Whether it can be heard how far a download is. The engine home has all its DLLs in one folder. */
  readonly tellsDownloads = reportsOnEngineThread(dirname(process.execPath));
  readonly #engine: Pick<EngineObjects, "control" | "symbols">;
  readonly #wish: Pick<InterruptWish, "take">;
  readonly #downloads: SymbolDownloads;

  /**
   * @param wish Made where a download is to be broken off.
   * @param loading Told how much of a file has come.
   */
  constructor(
    engine: Pick<EngineObjects, "control" | "symbols">,
    wish: Pick<InterruptWish, "take">,
    loading: (file: string, byteCount: number) => void,
  ) {
    this.#engine = engine;
    this.#wish = wish;
    this.#downloads = new SymbolDownloads(loading);
  }

  /** Adds folders to the end of the symbol path, unless they are in it. */
  addFolders(folders: readonly string[]): void {
    const { symbols } = this.#engine;
    const known = symbols.symbolPath().split(";").filter(Boolean);
    const added = folders.filter((folder) => !known.includes(folder));
    if (added.length > 0) symbols.setSymbolPath([...known, ...added].join(";"));
    if (this.tellsDownloads && hasSymbolServer([...known, ...added])) {
      symbols.addOptions(SymbolOption.DEBUG);
    }
  }

  /** Takes output of the engine. @param mask Bits of `OutputMask`. */
  hear(mask: number, text: string): void {
    if (!(mask & OutputMask.SYMBOLS)) return;
    this.#downloads.take(text);
    // The engine looks for an interrupt between two pieces of a file.
    if (this.#wish.take()) this.#engine.control.setInterrupt(InterruptKind.ACTIVE);
  }

  /** The wish to break something off has found nothing that could be. */
  forgetInterrupt(): void {
    this.#wish.take();
  }
}
