import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "../../src/util/cache-folder.ts";
import { programFile } from "../../src/util/program-file.ts";

/** A debug adapter to be measured. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  readonly command: readonly [string, ...string[]];
  /** The configuration of a launch. */
  launch(program: string, args: readonly string[]): Record<string, unknown>;
  readonly adapterId: string;
}

const run = promisify(execFile);

/** The version that is measured against. */
const cdtVersion = "1.7.0";

/** This adapter with its own gdb engine and an embedded process server. */
export async function ourPeer(): Promise<Peer> {
  return {
    name: "psdap (gdb)",
    version: await firstLine(process.execPath, [programFile("psdap.mjs"), "--version"]),
    command: [process.execPath, programFile("psdap.mjs")],
    adapterId: "process-server",
    launch: (program, args) => ({ engine: "gdb", program, args }),
  };
}

/** cdt-gdb-adapter in its remote mode, which starts a gdbserver of its own. */
export async function cdtPeer(): Promise<Peer> {
  const folder = join(cacheFolder(), "bench", `cdt-gdb-adapter-${cdtVersion}`);
  const program = join(folder, "node_modules/cdt-gdb-adapter/dist/debugTargetAdapter.js");
  if (!existsSync(program)) {
    await mkdir(folder, { recursive: true });
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"];
    await run("npm", [
      ...["install", "--prefix", folder, `cdt-gdb-adapter@${cdtVersion}`],
      ...options,
    ]);
  }
  return {
    name: "cdt-gdb-adapter remote",
    version: cdtVersion,
    command: [process.execPath, program],
    adapterId: "gdbtarget",
    launch: (file, args) => ({
      program: file,
      target: { serverParameters: ["--once", "127.0.0.1:0", file, ...args] },
    }),
  };
}

/** LLDB's own adapter, called lldb-vscode before LLDB 18; undefined where it is not installed. */
export async function lldbPeer(): Promise<Peer | undefined> {
  const versions = Array.from({ length: 20 }, (_, index) => 30 - index);
  const names = ["lldb-dap", "lldb-vscode"].flatMap((name) => [
    name,
    ...versions.map((version) => `${name}-${version}`),
  ]);
  const name = names.find((candidate) => existsSync(join("/usr/bin", candidate)));
  if (name === undefined) return undefined;
  const version = await firstLine("lldb", ["--version"]);
  return {
    name: name.replace(/-\d+$/, ""),
    version: /[\d.]+/.exec(version)?.[0] ?? version,
    command: [join("/usr/bin", name)],
    adapterId: "lldb",
    launch: (program, args) => ({ program, args }),
  };
}

/** The first line that a program prints. */
export async function firstLine(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args).catch(() => ({ stdout: "unknown" }));
  return stdout.trim().split("\n")[0] ?? "";
}
