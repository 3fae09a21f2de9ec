import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Path of one of the package's own built programs, e.g. `engine-host.mjs`.
 *
 * Works from the bundle in dist/ and from the sources alike: both lie below the package's root.
 */
export function programFile(name: string): string {
  return join(packageRoot(), "dist", name);
}

/** The package's root folder. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
}
