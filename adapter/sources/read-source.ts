import { readFile, realpath } from "node:fs/promises";
import { sep } from "node:path";
import { sentenceOf } from "../../src/engine/errors.ts";
import { RequestError, withoutStop } from "../requests/errors.ts";
import type { Run } from "../session/run.ts";

/**
 * Reads a source file that the symbols of the debuggee name, or that lies in a folder of
 * `sourcePath`.
 * @throws {RequestError} `refused` for any other file, `notFound` for one that cannot be read.
 */
export async function readSource(run: Run | undefined, path: string): Promise<string> {
  if (run === undefined || !(await mayBeRead(run, path))) {
    throw new RequestError(
      "refused",
      "client",
      `'${path}' is not shown: it is neither named by the symbols of the debuggee nor in a folder of "sourcePath".`,
    );
  }
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new RequestError(
      "notFound",
      "client",
      `'${path}' cannot be read: ${withoutStop(sentenceOf(error))}.`,
      error,
    );
  }
}

async function mayBeRead({ engine, paths, configuration }: Run, path: string): Promise<boolean> {
  if (paths.handedOut(path)) return true;
  for (const folder of configuration.sourcePath ?? []) {
    // Neither `..` nor a link may lead out of the folder.
    const [inside, real] = await Promise.all(
      [folder, path].map((each) => realpath(each).catch(() => "")),
    );
    if (inside && real?.startsWith(inside.endsWith(sep) ? inside : inside + sep)) return true;
  }
  const files = (await engine?.sourceFiles().catch(() => [])) ?? [];
  return files.some((file) => paths.toClient(file).path === path);
}
