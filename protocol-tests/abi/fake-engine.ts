import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { WindowsArch } from "../../src/dbgeng/check-engine-files.ts";
import { fakeEngineSource } from "./fake-engine-source.ts";
import { headerParts } from "./header-parts.ts";
import { compilers, mingwHeader, wineHeader } from "./tools.ts";

/** The version in the fake engine's resources; older than any dbghelp.dll. */
export const fakeEngineVersion = [1, 2, 3, 4] as const;

/** The version of a second one, in the folder `newer`; newer than any dbghelp.dll. */
const newerEngineVersion = [99, 2, 3, 4] as const;

/** Builds the fake dbgeng.dll into a folder, and a newer one into its folder `newer`. */
export async function buildFakeEngine(folder: string, arch: WindowsArch): Promise<void> {
  const { cpp, resources } = compilers[arch];
  const { wine, mingw } = headerParts();
  const own = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
  // Copied, because from its own folder Wine's header would take in the rest of Wine's headers.
  copyFileSync(wineHeader, join(folder, wine.include));
  copyFileSync(mingwHeader, join(folder, mingw.include));
  copyFileSync(join(import.meta.dirname, "recorder.hpp"), join(folder, "recorder.hpp"));
  const more = `${own("fire-callbacks.cpp")}\n${own("fake-exports.cpp")}`;
  writeFileSync(join(folder, "wine.cpp"), fakeEngineSource({ ...wine, more }));
  writeFileSync(join(folder, "mingw.cpp"), fakeEngineSource(mingw));
  mkdirSync(join(folder, "newer"));
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(program, args, { cwd: folder });
  const flags = ["-std=c++17", "-O0", "-c"];
  await Promise.all([
    run(cpp, ...flags, "wine.cpp", "-o", "wine.o"),
    run(cpp, ...flags, "mingw.cpp", "-o", "mingw.o"),
  ]);
  const link = async (name: string, version: readonly number[]) => {
    writeFileSync(
      `${join(folder, name)}.rc`,
      `1 VERSIONINFO FILEVERSION ${version.join(",")} {}\n`,
    );
    await run(resources, `${name}.rc`, "-O", "coff", "-o", `${name}.o`);
    // The names of the exported functions stay as they are, as in Microsoft's DLLs.
    const library = ["-shared", "-static", "-Wl,--kill-at"];
    await run(cpp, ...library, "-o", name, "wine.o", "mingw.o", `${name}.o`);
  };
  await link("dbgeng.dll", fakeEngineVersion);
  await link(join("newer", "dbgeng.dll"), newerEngineVersion);
}
