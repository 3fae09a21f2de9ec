import { spawn } from "node:child_process";
import { join } from "node:path";
import { windowsToolchain } from "../toolchain.ts";
import { startDbgsrv } from "./dbgsrv.ts";
import type { Mark, TestEngine } from "./test-engine.ts";

const start = (program: string, args: readonly string[], mark: Mark) =>
  spawn(program, args, { stdio: "ignore", env: { ...process.env, ...mark } });

/** dbgeng on Windows, with dbgsrv on this machine. */
export function windowsTestEngine(dbgengFolder: string): TestEngine {
  return {
    kind: "dbgeng",
    toolchain: windowsToolchain,
    configuration: { engine: "dbgeng", dbgengPath: dbgengFolder },
    options: ["--engine", "dbgeng", "--dbgengPath", dbgengFolder],
    environment: {},
    passwords: true,

    startServer: (mark) =>
      startDbgsrv((args) => start(join(dbgengFolder, "dbgsrv.exe"), args, mark)),
    run: start,
    debuggeePath: (path) => path,
  };
}
