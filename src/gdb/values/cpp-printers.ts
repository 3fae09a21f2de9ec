import { consoleCommand } from "../mi/mi-quote.ts";
import type { AsyncRecord, MiSession } from "../mi/mi-session.ts";
import { textOf } from "../mi/mi-value.ts";

/** GCC installs its printers in a folder whose name may hold its version. */
const lines = [
  "import glob, sys",
  "sys.path[:0] = sorted(glob.glob('/usr/share/gcc*/python'), reverse=True)",
  "from libstdcxx.v6.printers import register_libstdcxx_printers",
  "register_libstdcxx_printers(None)",
];
const command = `python exec(${JSON.stringify(lines.join("\n"))})`;

/**
 * Loads the pretty printers of the C++ library once a debuggee uses it.
 *
 * gdb loads them by itself only when the library is a file of this machine, and not when it reads
 * it through the process server. Without Python in gdb, or without the printers, nothing happens.
 */
export class CppPrinters {
  readonly #mi: MiSession;
  #loaded = false;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** Follows gdb's notifications of loaded modules. */
  take(record: AsyncRecord): void {
    const library = record.class === "library-loaded" ? textOf(record.results, "id") : undefined;
    if (this.#loaded || !library?.includes("libstdc++")) return;
    this.#loaded = true;
    this.#mi.send(consoleCommand(command), { urgent: true }).catch(() => {});
  }
}
