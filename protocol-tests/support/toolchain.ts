import { readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { WindowsArch } from "../../src/dbgeng/check-engine-files.ts";

/** A compiler for one kind of debuggee. */
export interface Toolchain {
  readonly name: string;
  /** File name of the built sample. */
  fileName(sample: string): string;
  /**
   * The command that builds `source` into `output`.
   * @param final Folder in which the output will lie in the end.
   */
  command(source: string, output: string, final: string): string[];
}

const isCpp = (source: string) => source.endsWith(".cpp");
/** Samples that other samples load. */
const isLibrary = (file: string) => basename(file, extname(file)) === "plugin";
/** Samples that are about optimised code are built like it, all others as they are written. */
const optimisation = (source: string) =>
  basename(source, extname(source)) === "inlined" ? "-O2" : "-O0";
const stem = (file: string) => join(file, "..", basename(file, extname(file)));

/** gcc, for gdb. */
export const linuxToolchain: Toolchain = {
  name: "linux",
  fileName: (sample) => (isLibrary(sample) ? `${sample}.so` : sample),
  command: (source, output) => [
    isCpp(source) ? "g++" : "gcc",
    ...["-g", optimisation(source), "-pthread"],
    ...(isLibrary(source) ? ["-shared", "-fPIC"] : []),
    ...["-o", output, source, "-ldl"],
  ],
};

/** What mingw-w64 calls each kind of Windows programs. */
const mingwTargets: Readonly<Record<WindowsArch, string>> = {
  x64: "x86_64-w64-mingw32",
  ia32: "i686-w64-mingw32",
};

/** clang and lld with the libraries of mingw-w64, for dbgeng under Wine: debug information as PDB. */
export function mingwToolchain(arch: WindowsArch): Toolchain {
  const target = mingwTargets[arch];
  return {
    name: arch === "x64" ? "mingw" : `mingw-${arch}`,
    fileName: windowsFileName,
    command: (source, output, final) => {
      const libraries = mingwFolder(target);
      const include = join(libraries, "include", "c++");
      // Of these two, clang takes others that do not register what exceptions unwind by.
      const around = (file: string) =>
        arch === "ia32" && isCpp(source) ? [join(libraries, file)] : [];
      return [
        isCpp(source) ? "clang++" : "clang",
        ...["-target", target, "-g", "-gcodeview", optimisation(source), "-fuse-ld=lld"],
        `-L${libraries}`,
        ...(isCpp(source) ? ["-static", `-I${include}`, `-I${join(include, target)}`] : []),
        ...(isLibrary(source) ? ["-shared"] : []),
        `-Wl,--pdb=${stem(output)}.pdb`,
        // The engine finds the PDB by the path in the program, which moves once it is built.
        `-Wl,-Xlink=-pdbaltpath:Z:${join(final, basename(stem(output))).replaceAll("/", "\\")}.pdb`,
        ...["-o", output, ...around("crtbegin.o"), source, ...around("crtend.o"), "-lshell32"],
      ];
    },
  };
}

/** clang with the Windows SDK, for dbgeng on Windows. */
export const windowsToolchain = (arch: WindowsArch): Toolchain => ({
  name: arch === "x64" ? "windows" : `windows-${arch}`,
  fileName: windowsFileName,
  command: (source, output, final) => [
    isCpp(source) ? "clang++" : "clang",
    arch === "x64" ? "-m64" : "-m32",
    ...["-g", "-gcodeview", optimisation(source), "-fuse-ld=lld", "-D_CRT_SECURE_NO_WARNINGS"],
    ...(isLibrary(source) ? ["-shared"] : []),
    `-Wl,/debug,/pdb:${stem(output)}.pdb,/pdbaltpath:${join(final, basename(stem(output)))}.pdb`,
    ...["-o", output, source, "-lshell32"],
  ],
});

function windowsFileName(sample: string): string {
  return `${sample}.${isLibrary(sample) ? "dll" : "exe"}`;
}

/** Folder of the win32-thread variant: the engine cannot debug programs of the posix one. */
function mingwFolder(target: string): string {
  const parent = join("/usr/lib/gcc", target);
  const variant = readdirSync(parent).find((name) => name.endsWith("-win32"));
  if (variant === undefined) throw new Error(`${parent} has no -win32 variant of mingw-w64.`);
  return join(parent, variant);
}
