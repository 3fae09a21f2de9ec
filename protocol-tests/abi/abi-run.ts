import { spawn } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize } from "node:v8";
import { build } from "esbuild";
import type { WindowsArch } from "../../src/dbgeng/check-engine-files.ts";
import { findWine } from "../../src/dbgeng/wine/find-wine.ts";
import { setUpWine } from "../../src/dbgeng/wine/set-up-wine.ts";
import { winePath } from "../../src/dbgeng/wine/wine-path.ts";
import { prepareWinePrefix, wineEnvironment } from "../../src/dbgeng/wine/wine-prefix.ts";
import type { AbiReport } from "./abi-report.ts";
import { buildFakeEngine } from "./fake-engine.ts";

/** What a run of the program under Windows Node left behind. */
export interface AbiRun {
  readonly report: AbiReport;
  /** The bytes of the fake dbgeng.dll. */
  readonly engine: Buffer;
}

const programTimeoutMs = 90_000;

/** Builds the fake engine and the program, and runs the program beside the engine. */
export async function runAbiProgram(arch: WindowsArch): Promise<AbiRun> {
  const folder = mkdtempSync(join(tmpdir(), "psdap-abi-"));
  try {
    const [windowsNode] = await Promise.all([
      setUpWine(arch, () => {}),
      buildFakeEngine(folder, arch),
      bundleProgram(join(folder, "abi-program.mjs")),
    ]);
    const node = join(folder, "node.exe");
    linkOrCopy(windowsNode.node, node);
    const wine = findWine(undefined);
    await prepareWinePrefix(wine, arch);
    const reportFile = join(folder, "report.bin");
    const args = [join(folder, "abi-program.mjs"), folder, reportFile].map(winePath);
    const environment = {
      ...wineEnvironment(arch),
      // Only the engine is a fake; node.exe needs Wine's own dbghelp.dll.
      WINEDLLOVERRIDES: "dbgeng=n;mscoree,mshtml=",
      PSDAP_KOFFI: winePath(windowsNode.koffi),
    };
    await runProgram(wine, [node, ...args], environment, join(folder, "out.txt"));
    return {
      report: deserialize(readFileSync(reportFile)) as AbiReport,
      engine: readFileSync(join(folder, "dbgeng.dll")),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundleProgram(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, "abi-program.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["koffi"],
    // The report tells classes by name.
    keepNames: true,
    logLevel: "warning",
  });
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Windows Node cannot use pipes of Unix as stdio, so what it says goes to a file. */
function runProgram(
  wine: string,
  args: string[],
  environment: Record<string, string>,
  output: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const said = openSync(output, "w");
    const child = spawn(wine, args, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", said, said],
      timeout: programTimeoutMs,
      killSignal: "SIGKILL",
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      closeSync(said);
      const how = signal ?? `exit code ${code}`;
      if (code === 0) resolve();
      else reject(new Error(`The ABI program ended with ${how}: ${readFileSync(output, "utf8")}`));
    });
  });
}
