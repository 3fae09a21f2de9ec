import { describe, expect, source, test } from "./fixtures.ts";

const folder = import.meta.dirname;
const here = `${folder}/source.test.ts`;

describe("loadedSources", () => {
  test("are the files of the symbols that can be opened, mapped, without those of the system", async ({
    talk,
  }) => {
    await talk.stop({ pathFormat: "uri" }, { sourceFileMap: { "/build": folder } });
    talk.engine.files = ["/build/source.test.ts", "/gone/x.c", "/usr/include/stdio.h"];

    expect(await talk.dap.request("loadedSources", {})).toEqual({
      sources: [{ name: "source.test.ts", path: `file://${here}` }],
    });
  });
});

describe("source", () => {
  const read = (path: string) => ({ source: { path }, sourceReference: 0 });

  test("is served when the symbols name it", async ({ talk }) => {
    await talk.stop();
    talk.engine.files = [here];

    const { content } = await talk.dap.request("source", read(here));

    expect(content).toContain("is served when the symbols name it");
  });

  test("is served from the folders of sourcePath, and not from beside them", async ({ talk }) => {
    await talk.stop({}, { sourcePath: [folder] });

    expect((await talk.dap.request("source", read(here))).content).toContain("sourcePath");
    await talk.dap.refused("source", read(`${folder}/../vitest.config.ts`));
  });

  test("is refused for any other file", async ({ talk }) => {
    await talk.stop();

    for (const path of ["/etc/passwd", here]) {
      expect(await talk.dap.refused("source", read(path))).toMatchObject({ id: 303 });
    }
  });

  test("says so when the file is not here", async ({ talk }) => {
    await talk.stop();
    talk.engine.files = [source];

    expect(await talk.dap.refused("source", read(source))).toMatchObject({ id: 304 });
  });

  test("knows no numbers", async ({ talk }) => {
    await talk.stop();

    talk.engine.files = [here];
    for (const args of [
      { sourceReference: 5 },
      { source: { path: here, sourceReference: 5 }, sourceReference: 5 },
    ]) {
      expect(await talk.dap.refused("source", args)).toMatchObject({ id: 304 });
    }
  });
});
