import { existsSync } from "node:fs";

export const compiler = "/usr/bin/x86_64-w64-mingw32-g++";
export const resourceCompiler = "/usr/bin/x86_64-w64-mingw32-windres";
export const wineHeader = "/usr/include/wine/wine/windows/dbgeng.h";
export const mingwHeader = "/usr/share/mingw-w64/include/dbgeng.h";

/** The files that the suite needs, and the Debian packages that have them. */
const needed: readonly (readonly [string, string])[] = [
  [compiler, "g++-mingw-w64-x86-64"],
  [resourceCompiler, "binutils-mingw-w64-x86-64"],
  [mingwHeader, "mingw-w64-common"],
  [wineHeader, "libwine-dev"],
  ["/usr/lib/wine/wine64", "wine64"],
];

/**
 * Whether the suite can run here. Without its packages it says so on stderr and is skipped; in CI
 * that is a failure.
 */
export function abiTools(): boolean {
  const missing = needed.filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (missing.length === 0) return true;
  const sentence =
    `The ABI suite cannot run because these Debian packages are missing: ${missing.join(", ")}; ` +
    `install them with "apt-get install ${missing.join(" ")}".`;
  if (process.env.CI) throw new Error(sentence);
  process.stderr.write(`\n${sentence}\n`);
  return false;
}
