import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EngineError, sentenceOf } from "../../engine/errors.ts";
import { cacheFolder } from "../../util/cache-folder.ts";
import type { WindowsArch } from "../check-engine-files.ts";

/** Windows' own files that must come from the engine home and not from Wine. */
const nativeLibraries = "dbgeng,dbghelp,dbgcore,symsrv,dbgmodel,srcsrv,dbg64=n";
/** Keeps Wine from offering to download Mono and Gecko when it creates a prefix. */
const noDownloads = "mscoree,mshtml=";
/** Written once the prefix is ready, so that later starts skip the set-up. */
const readyMarker = ".psdap-ready";
const setUpTimeoutMs = 120_000;

/**
 * The environment in which the engine host runs under Wine.
 * @param arch What the engine is for. Each kind has a prefix of its own: Wine teaches none that it
 * has made for 64-bit programs alone to run others.
 */
export function wineEnvironment(arch: WindowsArch): Record<string, string> {
  const chosen = process.env.WINEDLLOVERRIDES;
  const environment = {
    WINEDLLOVERRIDES: [chosen, nativeLibraries, noDownloads].filter(Boolean).join(";"),
    WINEDEBUG: process.env.WINEDEBUG ?? "-all",
  };
  if (process.env.WINEPREFIX) return { ...environment, WINEPREFIX: process.env.WINEPREFIX };
  const own = join(cacheFolder(), arch === "x64" ? "wine-prefix" : `wine-prefix-${arch}`);
  // All that use one prefix must look for its server in the same place, which some Wines put into
  // TMPDIR.
  return { ...environment, WINEPREFIX: own, TMPDIR: join(own, "tmp") };
}

/**
 * Makes the Wine prefix on first use and lets node.exe see Windows 10 in it; nothing else of a
 * prefix that the user chose is changed. Safe when two start at once: Wine's own server puts them
 * in order, and both write the same.
 * @param arch What is to run in it.
 * @throws {EngineError} `missing` when Wine cannot create the prefix, or has no part for 32-bit
 * programs where one is needed.
 */
export async function prepareWinePrefix(wine: string, arch: WindowsArch): Promise<void> {
  const environment = wineEnvironment(arch);
  const prefix = environment.WINEPREFIX as string;
  if (environment.TMPDIR !== undefined) await mkdir(environment.TMPDIR, { recursive: true });
  const marker = join(prefix, readyMarker);
  if (!existsSync(marker)) {
    await mkdir(prefix, { recursive: true });
    const key = "HKCU\\Software\\Wine\\AppDefaults\\node.exe";
    await run(wine, ["wineboot", "-i"], environment);
    await run(wine, ["reg", "add", key, "/v", "Version", "/d", "win10", "/f"], environment);
    if (arch === "x64" || takes32Bit(prefix)) await writeFile(marker, "");
  }
  if (arch === "x64" || takes32Bit(prefix)) return;
  // The next start is to make it anew.
  if (process.env.WINEPREFIX === undefined) await rm(prefix, { recursive: true, force: true });
  throw no32Bit(prefix);
}

/** Whether 32-bit programs can run in a prefix: a 64-bit one keeps their DLLs in a folder of its own. */
function takes32Bit(prefix: string): boolean {
  const wow = join(prefix, "drive_c", "windows", "syswow64");
  return !existsSync(wow) || existsSync(join(wow, "kernel32.dll"));
}

function no32Bit(prefix: string): EngineError {
  return new EngineError(
    "missing",
    `The engine is a 32-bit one (x86), and the Wine prefix ${prefix} runs 64-bit programs only: install Wine's 32-bit part (on Debian and Ubuntu "dpkg --add-architecture i386", then the package "wine32:i386") and let Wine make a new prefix, or use a 64-bit engine.`,
  );
}

function run(wine: string, args: string[], environment: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(wine, args, {
      env: { ...process.env, ...environment },
      stdio: "ignore",
      timeout: setUpTimeoutMs,
      killSignal: "SIGKILL",
    });
    const fail = (why: string) =>
      reject(
        new EngineError(
          "missing",
          `The Wine prefix ${environment.WINEPREFIX} could not be set up: '${wine} ${args.join(" ")}' ${why}.`,
        ),
      );
    child.on("error", (error) => fail(`failed (${sentenceOf(error)})`));
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else fail(signal === null ? `ended with ${code}` : "took longer than two minutes");
    });
  });
}
