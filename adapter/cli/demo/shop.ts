import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineKind } from "../../../src/engine/model.ts";
import { packageRoot } from "../../../src/util/program-file.ts";

/** The sample program of the demonstration, compiled. */
export interface Shop {
  /** Folder of the program and, for dbgeng, of its symbols. */
  readonly folder: string;
  readonly program: string;
  readonly source: string;
  /** The line that carries a marker, e.g. `add` for the comment with an at sign and `add`. */
  line(marker: string): number;
}

/** How the sample is compiled for one engine. */
interface Compilation {
  readonly compilers: readonly string[];
  readonly options: readonly string[];
  readonly suffix: "" | ".exe";
  /** Debian packages that bring the compiler. */
  readonly packages: string;
}

const mingw = "/usr/lib/gcc/x86_64-w64-mingw32";

/**
 * Compiles samples/demo.c into a temporary folder, which is the caller's to remove.
 * @throws when there is no compiler, or it fails.
 */
export function compileShop(kind: EngineKind): Shop {
  const { compilers, options, suffix, packages } = compilationFor(kind);
  const source = join(packageRoot(), "samples", "demo.c");
  const lines = readFileSync(source, "utf8").split("\n");
  const folder = mkdtempSync(join(tmpdir(), "psdap-demo-"));
  const program = join(folder, `shop${suffix}`);
  for (const compiler of compilers) {
    const args = ["-g", "-O0", ...options, "-o", program, source];
    const { error, status, stderr } = spawnSync(compiler, args, { cwd: folder, encoding: "utf8" });
    if (error !== undefined) continue;
    if (status !== 0) {
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`${compiler} could not compile ${source} (needed: ${packages}): ${stderr}`);
    }
    return {
      folder,
      program,
      source,
      line: (marker) => lines.findIndex((line) => line.includes(`/* @${marker} */`)) + 1,
    };
  }
  rmSync(folder, { recursive: true, force: true });
  throw new Error(
    `The demonstration needs a C compiler, and none of ${compilers.join(", ")} is on the PATH: install one, e.g. with apt-get install ${packages}.`,
  );
}

function compilationFor(kind: EngineKind): Compilation {
  if (kind === "gdb") {
    return {
      compilers: ["cc", "gcc", "clang"],
      options: [],
      suffix: "",
      packages: "gcc libc6-dev",
    };
  }
  // dbgeng reads symbols in Microsoft's format, which clang and lld write on every system.
  const options = ["-gcodeview", "-fuse-ld=lld"];
  return {
    compilers: ["clang"],
    options:
      process.platform === "win32"
        ? [...options, "-Wl,/debug"]
        : [...options, "-target", "x86_64-w64-mingw32", `-L${mingwLibraries()}`, "-Wl,--pdb="],
    suffix: ".exe",
    packages: "clang lld mingw-w64",
  };
}

/** Folder of the win32-thread variant: the engine cannot debug programs of the posix one. */
function mingwLibraries(): string {
  try {
    return join(mingw, readdirSync(mingw).find((name) => name.endsWith("-win32")) ?? "");
  } catch {
    return mingw;
  }
}
