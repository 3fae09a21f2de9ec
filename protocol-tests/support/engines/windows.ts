import { spawn } from "node:child_process";
import { join } from "node:path";
import { checkEngineFiles } from "../../../src/dbgeng/check-engine-files.ts";
import { windowsToolchain } from "../toolchain.ts";
import { startDbgsrv } from "./dbgsrv.ts";
import { engineAbilities } from "./engine-abilities.ts";
import type { Mark, TestEngine } from "./test-engine.ts";

const start = (program: string, args: readonly string[], mark: Mark) =>
  spawn(program, args, { stdio: "ignore", env: { ...process.env, ...mark } });

/** dbgeng on Windows, with dbgsrv on this machine. */
export function windowsTestEngine(dbgengFolder: string): TestEngine {
  const arch = checkEngineFiles(dbgengFolder);
  return {
    kind: "dbgeng",
    toolchain: windowsToolchain(arch),
    configuration: { engine: "dbgeng", dbgengPath: dbgengFolder },
    options: ["--engine", "dbgeng", "--dbgengPath", dbgengFolder],
    environment: {},
    pointerSize: arch === "x64" ? 8 : 4,
    ...engineAbilities(dbgengFolder),
    seesThrows: true,
    passwords: true,

    startServer: (mark) =>
      startDbgsrv((args) => start(join(dbgengFolder, "dbgsrv.exe"), args, mark)),
    run: start,
    debuggeePath: (path) => path,
  };
}
