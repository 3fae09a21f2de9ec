import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../src/util/program-file.ts";
import type { Toolchain } from "./toolchain.ts";

const run = promisify(execFile);
const folder = join(packageRoot(), "samples");
const cache = join(packageRoot(), ".cache", "samples");

/** A debuggee of samples/, built. */
export interface Sample {
  readonly name: string;
  /** The program or library, on this machine. */
  readonly file: string;
  /** The source file, on this machine. */
  readonly source: string;
  /** Line of the source with the comment `@marker`. */
  line(marker: string): number;
}

/**
 * Builds samples/NAME.c (or .cpp), or answers what an earlier run built from the same text.
 * Builds at the same time do not disturb each other: the first one that is done counts.
 */
export async function buildSample(name: string, toolchain: Toolchain): Promise<Sample> {
  const source = sourceOf(name);
  const headers = readdirSync(folder).filter((file) => file.endsWith(".h"));
  const hash = createHash("sha256").update(JSON.stringify(toolchain.command("", "", "")));
  for (const file of [source, ...headers.map((header) => join(folder, header))]) {
    hash.update(readFileSync(file));
  }
  const final = join(cache, `${name}-${toolchain.name}-${hash.digest("hex").slice(0, 12)}`);
  const fileName = toolchain.fileName(name);
  if (!existsSync(final)) {
    const building = `${final}.${randomUUID()}`;
    await mkdir(building, { recursive: true });
    const [program, ...args] = toolchain.command(source, join(building, fileName), final);
    await run(program as string, args);
    await rename(building, final).catch(() => rm(building, { recursive: true, force: true }));
  }
  return {
    name,
    file: join(final, fileName),
    source,
    line: (marker) => lineOf(source, marker),
  };
}

/** Builds a source file outside of samples/ into a folder; answers the program. */
export async function buildFile(
  source: string,
  toolchain: Toolchain,
  folder: string,
): Promise<string> {
  const output = join(folder, toolchain.fileName(basename(source, extname(source))));
  const [program, ...args] = toolchain.command(source, output, folder);
  await run(program as string, args);
  return output;
}

function sourceOf(name: string): string {
  const file = readdirSync(folder).find(
    (entry) => basename(entry, extname(entry)) === name && /\.(c|cpp)$/.test(entry),
  );
  if (file === undefined) throw new Error(`There is no sample '${name}'.`);
  return join(folder, file);
}

/**
 * The line with the comment `@marker`, counted from 1.
 * @throws {Error} when the file has no such marker.
 */
export function lineOf(source: string, marker: string): number {
  const pattern = new RegExp(`@${marker}(?![\\w-])`);
  const index = readFileSync(source, "utf8")
    .split("\n")
    .findIndex((line) => pattern.test(line));
  if (index < 0) throw new Error(`${source} has no marker @${marker}.`);
  return index + 1;
}
