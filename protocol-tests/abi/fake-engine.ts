import { execFile } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fakeEngineSource } from "./fake-engine-source.ts";
import { headerParts } from "./header-parts.ts";
import { compiler, mingwHeader, resourceCompiler, wineHeader } from "./tools.ts";

/** The version in the fake engine's resources; older than any dbghelp.dll. */
export const fakeEngineVersion = [1, 2, 3, 4] as const;

/** Builds the fake dbgeng.dll into a folder. */
export async function buildFakeEngine(folder: string): Promise<void> {
  const { wine, mingw } = headerParts();
  const own = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
  // Copied, because from its own folder Wine's header would take in the rest of Wine's headers.
  copyFileSync(wineHeader, join(folder, wine.include));
  copyFileSync(mingwHeader, join(folder, mingw.include));
  copyFileSync(join(import.meta.dirname, "recorder.hpp"), join(folder, "recorder.hpp"));
  const more = `${own("fire-callbacks.cpp")}\n${own("fake-exports.cpp")}`;
  writeFileSync(join(folder, "wine.cpp"), fakeEngineSource({ ...wine, more }));
  writeFileSync(join(folder, "mingw.cpp"), fakeEngineSource(mingw));
  const numbers = fakeEngineVersion.join(",");
  writeFileSync(join(folder, "version.rc"), `1 VERSIONINFO FILEVERSION ${numbers} {}\n`);
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(program, args, { cwd: folder });
  const flags = ["-std=c++17", "-O0", "-c"];
  await Promise.all([
    run(compiler, ...flags, "wine.cpp", "-o", "wine.o"),
    run(compiler, ...flags, "mingw.cpp", "-o", "mingw.o"),
    run(resourceCompiler, "version.rc", "-O", "coff", "-o", "version.o"),
  ]);
  const objects = ["wine.o", "mingw.o", "version.o"];
  await run(compiler, "-shared", "-static", "-o", "dbgeng.dll", ...objects);
}
