import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "../support/fixtures.ts";
import { lineOf } from "../support/sample.ts";
import { vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";
import { SymbolServer } from "../support/symbol-server.ts";

const untold = "only dbgeng with a symsrv.dll before 10 tells how far a download is";

/** A program whose symbols are in a folder of their own, away from it. */
async function withoutSymbols(stage: Stage): Promise<{ program: string; folder: string }> {
  const { source } = await stage.sample("steps");
  const program = await stage.build(source);
  const folder = stage.subfolder("symbols");
  if (stage.engine.kind === "gdb") {
    copyFileSync(program, join(folder, basename(program)));
    const about = execFileSync("readelf", ["-n", program], { encoding: "utf8" });
    const [, id = ""] = /Build ID: (\w+)/.exec(about) ?? [];
    mkdirSync(join(folder, "buildid", id), { recursive: true });
    copyFileSync(program, join(folder, "buildid", id, "debuginfo"));
    execFileSync("strip", [program]);
  } else {
    const pdb = program.replace(/\.exe$/, ".pdb");
    renameSync(pdb, join(folder, basename(pdb)));
  }
  return { program: stage.engine.debuggeePath(program), folder };
}

describe("symbols", () => {
  test("of a folder in symbolPath are found", async ({ stage }) => {
    const { program, folder } = await withoutSymbols(stage);

    const session = await stage.launch("steps", {
      at: ["second"],
      configuration: { program, symbolPath: [folder] },
    });

    expect(session.breakpoints).toMatchObject([{ verified: true }]);
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("second"));
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });

  test("that are in no folder named are missing, and the program runs all the same", async ({
    stage,
  }) => {
    const { program } = await withoutSymbols(stage);

    const session = await stage.launch("steps", { at: ["second"], configuration: { program } });

    expect(session.breakpoints).toMatchObject([{ verified: false }]);
    await session.exits(0);
    await session.disconnect();
  });

  test("of a symbol server are fetched once, and kept in its cache", async ({ stage }) => {
    const { program, folder } = await withoutSymbols(stage);
    const cache = stage.subfolder("cache");
    const server = await SymbolServer.start(folder);
    const symbolPath =
      stage.engine.kind === "gdb"
        ? [server.url]
        : [`srv*${stage.engine.debuggeePath(cache)}*${server.url}`];

    for (let round = 0; round < 2; round++) {
      const session = await stage.launch("steps", {
        at: ["second"],
        configuration: { program, symbolPath },
        dap: stage.dap({ DEBUGINFOD_CACHE_PATH: cache }),
      });
      expect(session.breakpoints).toMatchObject([{ verified: true }]);
      expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("second"));
      await session.disconnect({ terminateDebuggee: true });
      session.dap.leftOver();
    }

    expect(server.sent).toHaveLength(1);
    expect(readdirSync(cache)).not.toEqual([]);
    server.close();
  });

  test("that a server sends slowly are waited for, and their progress is shown", async ({
    stage,
    skip,
  }) => {
    skip(!stage.engine.tellsDownloads, untold);
    const { program, folder } = await withoutSymbols(stage);
    const server = await SymbolServer.start(folder, { pieceEveryMs: 100 });

    const session = await stage.launch("steps", {
      at: ["second"],
      configuration: { program, symbolPath: [`srv*${server.url}`] },
    });

    expect(session.breakpoints).toMatchObject([{ verified: true }]);
    const { dap } = session;
    const { progressId } = await dap.next("progressStart", ({ title }) => /breakpoint/.test(title));
    await dap.next("progressEnd", (body) => body.progressId === progressId);
    expect(dap.transcript.join("\n")).toMatch(/"Loading symbols: steps\.pdb, \d+ bytes"/);
    await session.stopped("breakpoint");
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
    server.close();
  });

  test("that a server sends slowly are done without when their progress is cancelled", async ({
    stage,
    skip,
  }) => {
    skip(!stage.engine.tellsDownloads, untold);
    const { program, folder } = await withoutSymbols(stage);
    // In a minute at the earliest the whole file would be there.
    const server = await SymbolServer.start(folder, { pieceEveryMs: 2000 });
    const session = await stage.launch("steps", {
      configuration: { program, stopOnEntry: true, symbolPath: [`srv*${server.url}`] },
      configure: async (dap) => {
        const set = dap.request("setFunctionBreakpoints", { breakpoints: [{ name: "twice" }] });
        await dap.next("progressUpdate", ({ message }) => /Loading symbols/.test(message ?? ""));
        const { progressId } = await dap.next("progressStart", ({ title }) => /funct/.test(title));

        await dap.request("cancel", { progressId });

        expect((await set).breakpoints).toMatchObject([{ verified: false }]);
      },
    });

    await session.stopped("entry");
    expect(server.sent).toEqual([]);
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
    server.close();
  });
});

describe("a download of symbols", () => {
  test("gives way to a disconnect", async ({ stage }) => {
    const { program, folder } = await withoutSymbols(stage);
    const { source } = await stage.sample("steps");
    const server = await SymbolServer.start(folder, { pieceEveryMs: 2000 });
    const symbolPath = [stage.engine.kind === "gdb" ? server.url : `srv*${server.url}`];
    const cache = stage.subfolder("cache");
    const { client: dap, adapter } = stage.dap({ DEBUGINFOD_CACHE_PATH: cache });
    await dap.request("initialize", vsCode);
    const { connectionString: processServer } = await stage.server();
    const configuration = { ...stage.engine.configuration, processServer, program, symbolPath };
    void dap.send("launch", configuration);
    // gdb wants the symbols for the start, dbgeng for the first breakpoint.
    dap
      .next("initialized")
      .then(() => dap.send("setBreakpoints", { source: { path: source }, breakpoints: [] }))
      .then(() => dap.send("setFunctionBreakpoints", { breakpoints: [{ name: "twice" }] }))
      .catch(() => {});
    await server.asked;

    await dap.request("disconnect", { terminateDebuggee: true });

    dap.leftOver();
    dap.hangUp();
    await adapter.gone();
    server.close();
    expect(await stage.serverAccepts()).toBe(true);
  });
});

describe("sources", () => {
  test("that were moved are found in the folders of sourcePath", async ({ stage }) => {
    const { source: original } = await stage.sample("steps");
    const source = join(stage.folder, "moved.c");
    copyFileSync(original, source);
    const program = stage.engine.debuggeePath(await stage.build(source));
    const folder = stage.subfolder("elsewhere");
    const here = join(folder, "moved.c");
    renameSync(source, here);

    const session = await stage.launch("steps", {
      configuration: { program, sourcePath: [folder] },
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: here },
          breakpoints: [{ line: lineOf(here, "second") }],
        });
        expect(breakpoints).toMatchObject([{ verified: true, source: { path: here } }]);
      },
    });

    const { source: shown } = await session.stoppedIn("breakpoint");
    expect(shown?.path).toBe(here);
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });
});

describe("initCommands", () => {
  test("run before the program does, and show their output", async ({ stage }) => {
    const command = stage.engine.kind === "gdb" ? "echo hello there\\n" : ".echo hello there";
    const session = await stage.launch("exit-code", { configuration: { initCommands: [command] } });
    await session.dap.next("exited");
    await session.dap.next("terminated");

    const { transcript } = session.dap;
    const said = transcript.findIndex(
      (line) => line.includes("hello there") && /output/.test(line),
    );
    expect(said).toBeGreaterThan(0);
    expect(said).toBeLessThan(transcript.findIndex((line) => line.includes("event initialized")));
    await session.disconnect();
  });
});
