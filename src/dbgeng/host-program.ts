import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineOptions } from "../engine/engine.ts";
import { EngineError } from "../engine/errors.ts";
import { programFile } from "../util/program-file.ts";
import { checkEngineFiles, type WindowsArch } from "./check-engine-files.ts";
import { engineFolder } from "./engine-folder.ts";
import { engineHome } from "./engine-home.ts";
import { fileVersion, versionText } from "./native/file-version.ts";
import { findWine } from "./wine/find-wine.ts";
import { findWindowsNode, setUpWine } from "./wine/set-up-wine.ts";
import { winePath } from "./wine/wine-path.ts";
import { prepareWinePrefix, wineEnvironment } from "./wine/wine-prefix.ts";

/** How the engine host is started on this machine. */
export interface HostProgram {
  readonly command: string;
  /** Come before the host's own arguments. */
  readonly args: readonly string[];
  /** Added to this process' environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name and version of the engine, for people. */
  readonly engineVersion: string;
  /** Whether it is a Windows program under Wine. */
  readonly underWine: boolean;
  /** Turns a path of this machine into one that the host understands. */
  hostPath(path: string): string;
}

/** What is short-lived is small in there, and more room for it only takes memory. */
const nodeOptions = ["--max-semi-space-size=1"];

/** The bundle that both the engine host and the embedded process server run. */
const bundle = "engine-host.mjs";

/**
 * Finds, and where that is possible makes, all that the engine host needs to start: the engine,
 * a Windows Node beside it, and elsewhere than on Windows a Wine to run it.
 * @throws {EngineError} `missing` for what is not there.
 */
export async function hostProgram(options: EngineOptions): Promise<HostProgram> {
  const folder = engineFolder(options.dbgengPath);
  const wine = process.platform === "win32" ? undefined : findWine(options.winePath);
  const arch = checkEngineFiles(folder);
  if (wine === undefined) {
    if (process.arch !== arch) throw otherNode(folder, arch);
    const node = await engineHome(folder, process.execPath);
    return {
      command: node,
      args: [...nodeOptions, programFile(bundle)],
      environment: {},
      engineVersion: versionOf(folder),
      underWine: false,
      hostPath: (path) => path,
    };
  }
  // A user who asked for this engine wants it set up; what is installed is pinned and bounded.
  const windowsNode =
    findWindowsNode(arch) ?? (await setUpWine(arch, (line) => options.log?.(line)));
  const [node] = await Promise.all([
    engineHome(folder, windowsNode.node),
    prepareWinePrefix(wine, arch),
  ]);
  return {
    command: wine,
    args: [winePath(node), ...nodeOptions, winePath(programFile(bundle))],
    environment: { ...wineEnvironment(arch), PSDAP_KOFFI: winePath(windowsNode.koffi) },
    engineVersion: versionOf(folder),
    underWine: true,
    hostPath: winePath,
  };
}

/**
 * What the engine in a folder is for.
 * @throws {EngineError} `missing` when there is none that could be used.
 */
export function engineArch(dbgengPath: string): WindowsArch {
  return checkEngineFiles(engineFolder(dbgengPath));
}

/** Programs of one kind do not load DLLs of another. */
function otherNode(folder: string, arch: WindowsArch): EngineError {
  return new EngineError(
    "missing",
    `The engine in '${folder}' is for ${arch} and this Node for ${process.arch}: start psdap with a Node for ${arch}, or set "dbgengPath" to Debugging Tools for ${process.arch}.`,
  );
}

function versionOf(folder: string): string {
  const version = fileVersion(readFileSync(join(folder, "dbgeng.dll")));
  return version === undefined ? "dbgeng" : `dbgeng ${versionText(version)}`;
}
