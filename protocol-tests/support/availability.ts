import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Suites that need something beyond Node. */
export const suites = ["gdb", "dbgeng", "abi"] as const;
export type Suite = (typeof suites)[number];

/** What a suite needs and this machine lacks, as a sentence fragment; undefined when it can run. */
export function whyNot(suite: Suite): string | undefined {
  switch (suite) {
    case "gdb":
      if (process.platform !== "linux") return "gdbserver --multi is tested on Linux only";
      return lacking("gdb", "gdbserver", "gcc", "g++");
    case "abi":
      if (process.platform !== "linux") return "its DLL is built with mingw-w64 and run by Wine";
      return lackingWine() ?? lacking("x86_64-w64-mingw32-gcc");
    case "dbgeng":
      return dbgengFolder() === undefined
        ? "there is no dbgeng.dll: set DBGENG_DIR to a folder that has one"
        : process.platform === "win32"
          ? lacking("clang")
          : (lackingWine() ?? lacking("clang", "clang++", "ld.lld", "x86_64-w64-mingw32-gcc"));
  }
}

/**
 * The folder with dbgeng.dll and dbgsrv.exe: DBGENG_DIR, else `~/dbgeng/x64`, else (on Windows) the
 * Debugging Tools of the Windows Kits.
 */
export function dbgengFolder(): string | undefined {
  const kits = process.env["ProgramFiles(x86)"];
  const places = [
    process.env.DBGENG_DIR,
    join(homedir(), "dbgeng", "x64"),
    kits === undefined ? undefined : join(kits, "Windows Kits", "10", "Debuggers", "x64"),
  ];
  return places.find((place) => place && existsSync(join(place, "dbgeng.dll")));
}

function lackingWine(): string | undefined {
  return existsSync("/usr/lib/wine/wine64") ? undefined : "wine64 is not installed";
}

function lacking(...programs: string[]): string | undefined {
  const missing = programs.filter((program) => !onPath(program));
  return missing.length === 0 ? undefined : `${missing.join(", ")} cannot be found`;
}

function onPath(program: string): boolean {
  const file = process.platform === "win32" ? `${program}.exe` : program;
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => folder !== "" && existsSync(folder) && readdirSync(folder).includes(file));
}
