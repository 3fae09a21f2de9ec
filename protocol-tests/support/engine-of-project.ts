import { inject } from "vitest";
import { dbgengFolder } from "./availability.ts";
import { gdbTestEngine } from "./engines/gdb.ts";
import type { TestEngine } from "./engines/test-engine.ts";
import { windowsTestEngine } from "./engines/windows.ts";
import { wineTestEngine } from "./engines/wine.ts";

/** The engine that the running vitest project is about. */
export function engineOfProject(): TestEngine {
  if (process.env.PSDAP_TEST_ENGINE === "gdb") return gdbTestEngine;
  const folder = dbgengFolder();
  if (folder === undefined) throw new Error("This project has no engine.");
  if (process.platform === "win32") return windowsTestEngine(folder);
  return wineTestEngine(folder, inject("wineMachines"));
}
