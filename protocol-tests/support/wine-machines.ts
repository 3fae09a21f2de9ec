import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { programFile } from "../../src/util/program-file.ts";
import { dbgengFolder } from "./availability.ts";
import type { WineMachines } from "./engines/wine.ts";

declare module "vitest" {
  interface ProvidedContext {
    wineMachines: WineMachines;
  }
}

const run = promisify(execFile);

/** The Wine prefixes of one run. */
export interface WineRun {
  readonly machines: WineMachines;
  /** Ends what runs in them and takes them away. */
  remove(): Promise<void>;
}

/** Makes the two Wine prefixes of a test run, and takes them away when it is over. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { machines, remove } = await makeWineMachines();
  project.provide("wineMachines", machines);
  return remove;
}

/** Makes two Wine prefixes that nobody else uses. */
export async function makeWineMachines(): Promise<WineRun> {
  const folder = mkdtempSync(join(tmpdir(), "psdap-wine-"));
  const machines = { client: join(folder, "client"), server: join(folder, "server") };
  await Promise.all(Object.values(machines).map(makePrefix));
  await run(
    process.execPath,
    [programFile("psdap.mjs"), "setup-wine", "--dbgengPath", dbgengFolder() ?? ""],
    {
      env: { ...process.env, WINEPREFIX: machines.client },
    },
  );
  const remove = async () => {
    await Promise.all(
      Object.values(machines).map((prefix) =>
        run("/usr/lib/wine/wineserver64", ["-k", "-w"], { env: environment(prefix) }).catch(
          // There is nothing to end when the server has already gone.
          () => {},
        ),
      ),
    );
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  return { machines, remove };
}

async function makePrefix(prefix: string): Promise<void> {
  // A server that stays makes every later start half a second faster.
  const server = spawn("/usr/lib/wine/wineserver64", ["-p"], {
    env: environment(prefix),
    stdio: "ignore",
  });
  await once(server, "exit");
  await wine(prefix, "wineboot", "-i");
  await wine(prefix, "reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f");
}

async function wine(prefix: string, ...args: string[]): Promise<void> {
  const child = spawn("/usr/lib/wine/wine64", args, { env: environment(prefix), stdio: "ignore" });
  await once(child, "exit");
}

function environment(prefix: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    WINEPREFIX: prefix,
    WINEDEBUG: "-all",
    // Without these two no window asks whether Mono and Gecko are to be installed.
    WINEDLLOVERRIDES: "mscoree,mshtml=",
  };
}
