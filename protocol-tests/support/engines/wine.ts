import { spawn } from "node:child_process";
import { join } from "node:path";
import { checkEngineFiles } from "../../../src/dbgeng/check-engine-files.ts";
import { mingwToolchain } from "../toolchain.ts";
import { startDbgsrv } from "./dbgsrv.ts";
import { engineAbilities } from "./engine-abilities.ts";
import type { Mark, TestEngine } from "./test-engine.ts";

/** Where the Wine tests keep their two machines; both folders are Wine prefixes. */
export interface WineMachines {
  /** The adapter's own machine, with its engine host. */
  readonly client: string;
  /** The machine with the process server and the debuggees. */
  readonly server: string;
}

/** dbgeng under Wine, with dbgsrv in a Wine prefix of its own, as if on another machine. */
export function wineTestEngine(dbgengFolder: string, machines: WineMachines): TestEngine {
  const arch = checkEngineFiles(dbgengFolder);
  const start = (program: string, args: readonly string[], mark: Mark) =>
    spawn("/usr/lib/wine/wine64", [program, ...args], {
      stdio: "ignore",
      env: {
        ...process.env,
        WINEPREFIX: machines.server,
        WINEDEBUG: "-all",
        // The DLLs beside dbgsrv.exe, instead of Wine's own.
        WINEDLLOVERRIDES: "dbgeng,dbghelp,dbgcore,symsrv,dbgmodel,srcsrv,dbg64=n",
        ...mark,
      },
    });
  return {
    kind: "dbgeng",
    toolchain: mingwToolchain(arch),
    configuration: { engine: "dbgeng", dbgengPath: dbgengFolder },
    options: ["--engine", "dbgeng", "--dbgengPath", dbgengFolder],
    environment: { WINEPREFIX: machines.client },
    pointerSize: arch === "x64" ? 8 : 4,
    ...engineAbilities(dbgengFolder),
    seesThrows: arch === "x64",
    passwords: true,

    startServer: (mark) =>
      startDbgsrv((args) => start(join(dbgengFolder, "dbgsrv.exe"), args, mark)),
    run: start,
    debuggeePath: (path) => `Z:${path.replaceAll("/", "\\")}`,
  };
}
