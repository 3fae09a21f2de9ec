import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EngineError, sentenceOf } from "../../engine/errors.ts";
import { cacheFolder } from "../../util/cache-folder.ts";
import type { WindowsArch } from "../check-engine-files.ts";
import { pageAlignedImage } from "./page-aligned-image.ts";
import { type WindowsNodePackages, windowsNodePackages } from "./windows-node-packages.ts";

/** A Windows Node in the cache. */
export interface WindowsNode {
  /** Path of node.exe. */
  readonly node: string;
  /** Folder whose node_modules has koffi for Windows. */
  readonly koffi: string;
}

/** npm needs seconds; a registry that does not answer must not hold a session for ever. */
const npmTimeoutMs = 5 * 60_000;

/** The Windows Node in the cache, or undefined when it was not set up yet. */
export function findWindowsNode(arch: WindowsArch): WindowsNode | undefined {
  const packages = windowsNodePackages(arch);
  return windowsNodeIn(join(cacheFolder(), packages.folderName), packages);
}

/**
 * Installs the Windows Node and koffi into the cache, with npm from its configured registry.
 * Every package is checked against a hash. Does nothing when they are there. Safe to run twice at
 * once: each run works in a folder of its own, and the first to finish is kept.
 *
 * @param arch What the engine is for.
 * @param progress Receives one line per step.
 * @throws {EngineError} `missing` when npm is absent, fails, or takes longer than five minutes.
 */
export async function setUpWine(
  arch: WindowsArch,
  progress: (line: string) => void,
): Promise<WindowsNode> {
  const present = findWindowsNode(arch);
  if (present !== undefined) {
    progress(`The Windows Node is already at ${present.node}.`);
    return present;
  }
  const packages = windowsNodePackages(arch);
  const folder = join(cacheFolder(), packages.folderName);
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.tmp-`);
  try {
    await writeFile(join(work, "package.json"), JSON.stringify(packages.manifest));
    await writeFile(join(work, "package-lock.json"), JSON.stringify(packages.lock));
    progress("Installing a Windows Node and koffi with npm (about 90 MB).");
    await npmCi(work, arch);
    const made = windowsNodeIn(work, packages);
    if (made === undefined) {
      throw new EngineError(
        "missing",
        `npm installed the Windows Node without its program: see whether the registry in use has ${packages.names.join(" and ")}.`,
      );
    }
    await alignPages(made.node);
    await keepFirst(work, folder, packages);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const node = join(folder, packages.node);
  progress(`The Windows Node is at ${node}.`);
  return { node, koffi: folder };
}

/** The Windows Node in a folder; undefined unless all of it is there. */
function windowsNodeIn(folder: string, packages: WindowsNodePackages): WindowsNode | undefined {
  const node = join(folder, packages.node);
  const whole = existsSync(node) && existsSync(join(folder, packages.native));
  return whole ? { node, koffi: folder } : undefined;
}

async function alignPages(program: string): Promise<void> {
  await writeFile(program, pageAlignedImage(await readFile(program)));
}

/** Moves the work folder into place, unless another run was faster. Replaces an incomplete one. */
async function keepFirst(
  work: string,
  folder: string,
  packages: WindowsNodePackages,
): Promise<void> {
  try {
    await rename(work, folder);
  } catch {
    if (windowsNodeIn(folder, packages) !== undefined) return;
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
  }
}

function npmCi(cwd: string, arch: WindowsArch): Promise<void> {
  const args = ["ci", "--os=win32", `--cpu=${arch}`, "--ignore-scripts", "--no-audit", "--no-fund"];
  return new Promise((resolve, reject) => {
    const npm = spawn("npm", [...args, "--loglevel=error"], {
      cwd,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: npmTimeoutMs,
    });
    let complaint = "";
    npm.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    const fail = (why: string) =>
      reject(
        new EngineError("missing", `npm could not install the Windows Node in ${cwd}: ${why}.`),
      );
    npm.on("error", (error) => fail(sentenceOf(error)));
    npm.on("close", (code, signal) => {
      if (code === 0) resolve();
      else if (signal !== null) fail("it took longer than five minutes");
      else fail(complaint.trim().split("\n").slice(0, 3).join("; ") || `exit code ${code}`);
    });
  });
}
