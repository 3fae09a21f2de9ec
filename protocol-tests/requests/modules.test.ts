import type { ModuleInfo } from "../../src/engine/model.ts";
import { describe, expect, test } from "./fixtures.ts";

const prog: ModuleInfo = {
  id: "1",
  name: "prog.exe",
  path: "C:\\prog.exe",
  symbols: "loaded",
  symbolFile: "C:\\prog.pdb",
  version: "1.2",
  base: 0x400000n,
  byteCount: 0x1000,
  buildId: "1234ABCD",
};
const library: ModuleInfo = { id: "2", name: "library.dll", symbols: "notLoaded" };

describe("modules", () => {
  test("come page by page", async ({ talk }) => {
    await talk.stop();
    const other: ModuleInfo = { id: "3", name: "other.dll", symbols: "none" };
    talk.engine.moduleList = [prog, library, other];

    expect(await talk.dap.request("modules", {})).toEqual({
      modules: [
        {
          id: "1",
          name: "prog.exe",
          path: "C:\\prog.exe",
          symbolStatus: "Symbols loaded.",
          symbolFilePath: "C:\\prog.pdb",
          version: "1.2",
          addressRange: "0x400000-0x401000",
          size: 0x1000,
          buildId: "1234ABCD",
        },
        { id: "2", name: "library.dll", symbolStatus: "Symbols not loaded." },
        { id: "3", name: "other.dll", symbolStatus: "No symbols found." },
      ],
      totalModules: 3,
    });
    const page = { startModule: 1, moduleCount: 1 };
    expect(await talk.dap.request("modules", page)).toMatchObject({
      modules: [{ id: "2" }],
      totalModules: 3,
    });
    expect(await talk.dap.request("modules", { startModule: 9 })).toEqual({
      modules: [],
      totalModules: 3,
    });
  });

  test("have columns that are announced", async ({ talk }) => {
    const { additionalModuleColumns = [] } = await talk.initialize();

    expect(additionalModuleColumns.map(({ attributeName, type }) => [attributeName, type])).toEqual(
      [
        ["size", "number"],
        ["buildId", "string"],
      ],
    );
  });

  test("are none before there is a debuggee", async ({ talk }) => {
    await talk.initialize();

    expect(await talk.dap.request("modules", {})).toEqual({ modules: [], totalModules: 0 });
  });

  test("are told of as they come, change and go", async ({ talk }) => {
    await talk.run();

    talk.engine.raise({ type: "moduleLoaded", module: library });
    talk.engine.raise({ type: "moduleChanged", module: { ...library, symbols: "loaded" } });
    talk.engine.raise({ type: "moduleUnloaded", module: library });

    expect(await talk.dap.next("module")).toMatchObject({ reason: "new", module: { id: "2" } });
    expect(await talk.dap.next("module")).toMatchObject({
      reason: "changed",
      module: { id: "2", symbolStatus: "Symbols loaded." },
    });
    expect(await talk.dap.next("module")).toMatchObject({ reason: "removed", module: { id: "2" } });
  });

  test("of a debuggee that is started anew are gone", async ({ talk }) => {
    await talk.run();
    talk.engine.raise({ type: "moduleLoaded", module: library });
    await talk.dap.next("module");

    await talk.dap.request("restart", {});

    expect(await talk.dap.next("module")).toMatchObject({ reason: "removed", module: { id: "2" } });
  });

  test("are named by the frames that are in them", async ({ talk }) => {
    await talk.run();
    talk.engine.raise({ type: "moduleLoaded", module: prog });
    talk.engine.raise({ type: "moduleLoaded", module: library });
    talk.engine.stop();
    await talk.dap.next("stopped");
    talk.engine.frames = ["prog", "library.dll", "C:\\prog.exe", "elsewhere"].map(
      (module, level) => ({ level, name: "f", address: 1n, module }),
    );

    const { stackFrames } = await talk.dap.request("stackTrace", { threadId: 7 });

    expect(stackFrames.map(({ moduleId }) => moduleId)).toEqual(["1", "2", "1", undefined]);
  });
});
