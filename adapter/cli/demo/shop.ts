import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../../src/util/program-file.ts";

/** The sample program of the demonstration, compiled. */
export interface Shop {
  readonly folder: string;
  readonly program: string;
  readonly source: string;
  /** The line that carries a marker, e.g. `add` for the comment with an at sign and `add`. */
  line(marker: string): number;
}

const compilers = process.platform === "win32" ? ["clang"] : ["cc", "gcc", "clang"];

/**
 * Compiles samples/demo.c into a temporary folder, which is the caller's to remove.
 * @throws when there is no compiler, or it fails.
 */
export function compileShop(): Shop {
  const source = join(packageRoot(), "samples", "demo.c");
  const lines = readFileSync(source, "utf8").split("\n");
  const folder = mkdtempSync(join(tmpdir(), "psdap-demo-"));
  const program = join(folder, process.platform === "win32" ? "shop.exe" : "shop");
  for (const compiler of compilers) {
    const { error, status, stderr } = spawnSync(compiler, ["-g", "-O0", "-o", program, source], {
      encoding: "utf8",
    });
    if (error !== undefined) continue;
    if (status !== 0) throw new Error(`${compiler} could not compile ${source}: ${stderr}`);
    return {
      folder,
      program,
      source,
      line: (marker) => lines.findIndex((line) => line.includes(`/* @${marker} */`)) + 1,
    };
  }
  throw new Error(
    `The demonstration needs a C compiler, and none of ${compilers.join(", ")} is on the PATH: install one, e.g. with apt-get install gcc libc6-dev.`,
  );
}
