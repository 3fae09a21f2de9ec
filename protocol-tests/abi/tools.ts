import { existsSync } from "node:fs";
import { findWine } from "../../src/dbgeng/wine/find-wine.ts";

/** mingw-w64's C++ compiler for 64-bit Windows. */
export const compiler = "/usr/bin/x86_64-w64-mingw32-g++";
/** Its resource compiler. */
export const resourceCompiler = "/usr/bin/x86_64-w64-mingw32-windres";
/** Wine's dbgeng.h. */
export const wineHeader = "/usr/include/wine/wine/windows/dbgeng.h";
/** mingw-w64's dbgeng.h. */
export const mingwHeader = "/usr/share/mingw-w64/include/dbgeng.h";

/** The files that the suite needs, and the Debian packages that have them. */
const needed: readonly (readonly [string, string])[] = [
  [compiler, "g++-mingw-w64-x86-64"],
  [resourceCompiler, "binutils-mingw-w64-x86-64"],
  [mingwHeader, "mingw-w64-common"],
  [wineHeader, "libwine-dev"],
];

/**
 * Whether the suite can run here. Where it cannot, it says so on stderr and is skipped; missing
 * packages are a failure in CI.
 */
export function abiTools(): boolean {
  if (process.platform !== "linux") {
    process.stderr.write("\nThe ABI suite is skipped: it is built and run on Linux only.\n");
    return false;
  }
  const missing = needed.filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (!hasWine()) missing.push("wine64");
  if (missing.length === 0) return true;
  const sentence =
    `The ABI suite cannot run because these Debian packages are missing: ${missing.join(", ")}; ` +
    `install them with "apt-get install ${missing.join(" ")}".`;
  if (process.env.CI) throw new Error(sentence);
  process.stderr.write(`\n${sentence}\n`);
  return false;
}

function hasWine(): boolean {
  try {
    return findWine(undefined) !== "";
  } catch {
    return false;
  }
}
