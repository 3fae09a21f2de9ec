// What a fresh clone needs before anything can run in it. Uses nothing but Node itself.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian packages, each with what shows that it is there: a program on PATH or a file. */
const debianPackages = {
  gdb: "gdb",
  gdbserver: "gdbserver",
  gcc: "gcc",
  "g++": "g++",
  "libc6-dev": "/usr/include/stdio.h",
  wine64: "/usr/lib/wine/wine64",
  "libwine-dev": "/usr/include/wine/wine/windows/dbgeng.h",
  "gcc-mingw-w64-x86-64": "x86_64-w64-mingw32-gcc",
  "g++-mingw-w64-x86-64": "x86_64-w64-mingw32-g++",
  clang: "clang",
  lld: "ld.lld",
  // For its debug adapter, which has the version in its name.
  lldb: "lldb",
};

/** Packages for the demonstration. */
export const forDemo = ["gdb", "gdbserver", "gcc", "libc6-dev"];
/** Packages for all tests. */
export const forTests = Object.keys(debianPackages).filter((name) => name !== "lldb");
/** Packages for the benchmark. */
export const forBench = [...forDemo, "lldb"];

/** Runs a program in the foreground without standard input; answers its exit code. */
export function run(program, args, options = {}) {
  const { status, signal, error } = spawnSync(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
    ...options,
  });
  if (error) throw error;
  return status ?? (signal ? 1 : 0);
}

/** Installs the npm dependencies when the lock file is newer, and builds the package. */
export function installAndBuild() {
  const installed = "node_modules/.package-lock.json";
  if (!existsSync(installed) || modified("package-lock.json") > modified(installed)) {
    must("npm", ["ci", "--no-audit", "--no-fund"], { shell: process.platform === "win32" });
  }
  must(process.execPath, [".ci/build.mjs"]);
}

/**
 * Installs the Debian packages that are missing, when it may.
 * @returns the packages that are missing still.
 */
export function installPackages(names) {
  const missing = missingOf(names);
  if (process.platform !== "linux" || missing.length === 0) return [];
  const install = ["install", "-y", "--no-install-recommends", ...missing];
  if (process.getuid() === 0 && onPath("apt-get")) {
    console.log(`Installing ${missing.join(", ")}.`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-q"], { env });
    run("apt-get", ["-q", ...install], { env });
  }
  const left = missingOf(missing);
  if (left.length > 0) {
    console.error(`These Debian packages are missing: ${left.join(", ")}. Install them with`);
    console.error(`  sudo apt-get install -y --no-install-recommends ${left.join(" ")}`);
  }
  return left;
}

function missingOf(names) {
  return names.filter((name) => {
    const sign = debianPackages[name];
    return sign.startsWith("/") ? !existsSync(sign) : !onPath(sign);
  });
}

function onPath(program) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => existsSync(folder) && readdirSync(folder).includes(program));
}

function modified(file) {
  return statSync(join(process.cwd(), file)).mtimeMs;
}

function must(program, args, options) {
  const code = run(program, args, options);
  if (code !== 0) process.exit(code);
}
