import { existsSync } from "node:fs";
import type { WindowsArch } from "../../src/dbgeng/check-engine-files.ts";
import { findWine } from "../../src/dbgeng/wine/find-wine.ts";

/** mingw-w64's C++ compiler and resource compiler for each kind of Windows programs. */
export const compilers: Readonly<Record<WindowsArch, { cpp: string; resources: string }>> = {
  x64: {
    cpp: "/usr/bin/x86_64-w64-mingw32-g++",
    resources: "/usr/bin/x86_64-w64-mingw32-windres",
  },
  ia32: { cpp: "/usr/bin/i686-w64-mingw32-g++", resources: "/usr/bin/i686-w64-mingw32-windres" },
};
/** Wine's loader of 32-bit programs, where Debian has it. */
const wine32 = "/usr/lib/wine/wine";
/** Wine's dbgeng.h. */
export const wineHeader = "/usr/include/wine/wine/windows/dbgeng.h";
/** mingw-w64's dbgeng.h. */
export const mingwHeader = "/usr/share/mingw-w64/include/dbgeng.h";

/** The files that the suite needs, and the Debian packages that have them. */
const needed: readonly (readonly [string, string])[] = [
  [compilers.x64.cpp, "g++-mingw-w64-x86-64"],
  [compilers.x64.resources, "binutils-mingw-w64-x86-64"],
  [mingwHeader, "mingw-w64-common"],
  [wineHeader, "libwine-dev"],
];
/** What its part for 32-bit engines needs as well. */
const needed32: readonly (readonly [string, string])[] = [
  [compilers.ia32.cpp, "g++-mingw-w64-i686"],
  [compilers.ia32.resources, "binutils-mingw-w64-i686"],
  [wine32, "wine32:i386"],
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

/**
 * Whether it can run for a kind of engine. 32-bit engines are rare: where their part cannot run, it
 * says so on stderr and is skipped.
 */
export function abiToolsFor(arch: WindowsArch): boolean {
  if (!abiTools()) return false;
  if (arch === "x64") return true;
  const missing = needed32.filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (missing.length === 0) return true;
  process.stderr.write(
    `\nThe ABI suite is skipped for 32-bit engines, because these Debian packages are missing: ${missing.join(", ")}.\n`,
  );
  return false;
}

function hasWine(): boolean {
  try {
    return findWine(undefined) !== "";
  } catch {
    return false;
  }
}
