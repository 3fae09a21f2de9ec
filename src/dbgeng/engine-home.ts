import { createHash } from "node:crypto";
import { constants, readdirSync, statSync } from "node:fs";
import { copyFile, link, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EngineError, sentenceOf } from "../engine/errors.ts";
import { cacheFolder } from "../util/cache-folder.ts";

/** The DLLs that belong to the engine; those that a version does not have are left out. */
const libraries = [
  "dbgeng.dll",
  "dbghelp.dll",
  "dbg64.dll",
  "dbgcore.dll",
  "dbgmodel.dll",
  "symsrv.dll",
  "symsrv.yes",
  "srcsrv.dll",
  "msdia140.dll",
] as const;
/** Under this name some engines import their dbghelp.dll. */
const renamedDbghelp = "dbg64.dll";

interface Part {
  readonly name: string;
  readonly from: string;
  readonly size: number;
  readonly changed: number;
}

/**
 * A folder in the cache with node.exe and the engine's DLLs side by side, and answers the path of
 * the node.exe in it.
 *
 * node.exe imports dbghelp.dll statically, and Windows looks beside the program first: started
 * from anywhere else, it has loaded the system's dbghelp.dll by the time dbgeng.dll arrives, and
 * the two must match. The folder is named after what is in it, made under another name and then
 * renamed, so that a half-made one is never used and two makers do not disturb each other.
 *
 * @param folder Folder with dbgeng.dll, checked.
 * @param node The Windows node.exe to put beside it.
 * @throws {EngineError} `missing` when a DLL is absent or the folder cannot be made.
 */
export async function engineHome(folder: string, node: string): Promise<string> {
  const parts = await partsOf(folder, node);
  const home = join(cacheFolder(), "engine-home", keyOf(parts));
  if (!isWhole(home, parts)) {
    try {
      await make(home, parts);
    } catch (error) {
      throw new EngineError(
        "missing",
        `The engine's files could not be put together in ${home}: ${sentenceOf(error)}.`,
        { cause: error },
      );
    }
  }
  return join(home, "node.exe");
}

async function partsOf(folder: string, node: string): Promise<Part[]> {
  // Microsoft writes some of the names with capitals, which only Windows takes for the same.
  const present = new Map(readdirSync(folder).map((name) => [name.toLowerCase(), name]));
  const parts = libraries.flatMap((name) => {
    const found = present.get(name);
    return found === undefined ? [] : [part(name, join(folder, found))];
  });
  if (!parts.some(({ name }) => name === renamedDbghelp) && (await importsRenamedDbghelp(folder))) {
    parts.push(part(renamedDbghelp, join(folder, "dbghelp.dll")));
  }
  return [...parts, part("node.exe", node)];
}

function part(name: string, from: string): Part {
  const { size, mtimeMs } = statSync(from);
  return { name, from, size, changed: mtimeMs };
}

async function importsRenamedDbghelp(folder: string): Promise<boolean> {
  const engine = await readFile(join(folder, "dbgeng.dll"));
  return engine.includes(`${renamedDbghelp}\0`);
}

function keyOf(parts: readonly Part[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

function isWhole(home: string, parts: readonly Part[]): boolean {
  return parts.every(
    ({ name, size }) => statSync(join(home, name), { throwIfNoEntry: false })?.size === size,
  );
}

async function make(home: string, parts: readonly Part[]): Promise<void> {
  await mkdir(dirname(home), { recursive: true });
  const work = await mkdtemp(`${home}.tmp-`);
  try {
    await Promise.all(parts.map(({ name, from }) => linkOrCopy(from, join(work, name))));
    await keepFirst(work, home, parts);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    // Another volume, or a file that this user may read and not link.
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

/** Moves the work folder into place, unless another maker was faster. Replaces a damaged one. */
async function keepFirst(work: string, home: string, parts: readonly Part[]): Promise<void> {
  try {
    await rename(work, home);
  } catch {
    if (isWhole(home, parts)) return;
    await rm(home, { recursive: true, force: true });
    await rename(work, home);
  }
}
