import { createRequire } from "node:module";
import { join } from "node:path";
import { EngineError } from "../../engine/errors.ts";

type Koffi = typeof import("koffi");

/**
 * The koffi module: the one installed with this package, or, when the environment variable
 * PSDAP_KOFFI names a folder, the one found in that folder's node_modules. The engine host needs
 * the latter when it runs on a Node whose platform the package was not installed for.
 *
 * Importing this file throws an {@link EngineError} `missing` when there is no koffi.
 */
export const koffi: Koffi = loadKoffi();

/**
 * koffi allocates the stack for a thread's calls with the thread's first `load`. Without it the
 * first call through a bare address faults, so every thread that imports this file loads something
 * at once. The handle stays referenced because koffi unloads a library that is collected.
 */
export const anyLibrary = koffi.load(process.platform === "win32" ? "kernel32.dll" : null);

function loadKoffi(): Koffi {
  const folder = process.env.PSDAP_KOFFI;
  const require = createRequire(folder ? join(folder, "koffi.cjs") : import.meta.url);
  try {
    return require("koffi") as Koffi;
  } catch (cause) {
    throw new EngineError(
      "missing",
      `koffi, which calls the debugger engine, cannot be loaded${folder ? ` from '${folder}'` : ""}: ` +
        `install it with its optional package for ${process.platform}-${process.arch}.`,
      { native: String(cause), cause },
    );
  }
}
