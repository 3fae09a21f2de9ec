import { describe, expect, source, test } from "./fixtures.ts";

describe("breakpointLocations", () => {
  test("are the lines with code in the range, as the client counts", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false });
    talk.engine.codeLines = [3, 5, 9];

    const ask = async (line: number, endLine?: number) =>
      (
        await talk.dap.request("breakpointLocations", { source: { path: source }, line, endLine })
      ).breakpoints.map((place) => place.line);

    expect(await ask(2, 4)).toEqual([2, 4]);
    expect(await ask(2)).toEqual([2]);
    expect(await ask(3)).toEqual([]);
    expect(await ask(4, 2)).toEqual([]);
    expect(talk.engine.calls).toEqual([
      `breakpointLocations ${source} 3 5`,
      `breakpointLocations ${source} 3 3`,
      `breakpointLocations ${source} 4 4`,
    ]);
  });

  test("are none before there is a debuggee, and while it runs they are", async ({ talk }) => {
    await talk.initialize();
    const args = { source: { path: source }, line: 3 };
    expect(await talk.dap.request("breakpointLocations", args)).toEqual({ breakpoints: [] });

    const { started } = await talk.begin();
    await talk.dap.request("configurationDone");
    await started;
    talk.engine.codeLines = [3];

    expect(await talk.dap.request("breakpointLocations", args)).toEqual({
      breakpoints: [{ line: 3 }],
    });
  });
});
