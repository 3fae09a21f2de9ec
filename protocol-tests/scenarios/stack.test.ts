import { describe, expect, test } from "../support/fixtures.ts";

describe("stackTrace", () => {
  test("has name, source and line of every frame with symbols", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["in-sum"] });
    await session.stopped("breakpoint");

    const frames = await session.frames();

    expect(frames[0]).toMatchObject({ line: session.line("in-sum"), column: expect.any(Number) });
    expect(frames[1]).toMatchObject({ line: session.line("all-set") });
    expect(frames[2]).toMatchObject({ line: session.line("call-inspect") });
    ["sum", "inspect", "main"].forEach((name, level) => {
      expect(frames[level]?.name).toContain(name);
      expect(frames[level]?.source?.name).toBe("data.c");
      expect(frames[level]?.source?.path?.replaceAll("\\", "/")).toMatch(/samples\/data\.c$/);
    });
    await session.disconnect();
  });

  test("gives frames without source line 0 and no path", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");

    for (const frame of await session.frames()) {
      if (frame.source?.path === undefined) expect(frame).toMatchObject({ line: 0, column: 0 });
      expect(frame.name).toBeTruthy();
    }
    await session.disconnect();
  });

  test("reads a deep stack by pages", async ({ stage }) => {
    const session = await stage.launch("recursion", { args: ["1000"], at: ["bottom"] });
    const { threadId = 0 } = await session.stopped("breakpoint");
    const page = async (startFrame: number, levels: number) =>
      (await session.dap.request("stackTrace", { threadId, startFrame, levels })).stackFrames;

    const first = await page(0, 20);
    const middle = await page(500, 20);
    const overlapping = await page(510, 20);
    const last = await page(990, 100);

    expect(first).toHaveLength(20);
    expect(first[0]).toMatchObject({ line: session.line("bottom") });
    for (const frame of middle) expect(frame.line).toBe(session.line("descend"));
    expect(overlapping.slice(0, 10).map(({ id }) => id)).toEqual(
      middle.slice(10).map(({ id }) => id),
    );
    // 1000 calls, main, and at most a few frames of the C library below it.
    expect(last.length).toBeGreaterThanOrEqual(11);
    expect(last.length).toBeLessThan(30);
    expect(last.find(({ name }) => name.includes("main"))?.line).toBe(session.line("call-descend"));
    expect(await page(5000, 20)).toEqual([]);
    await session.disconnect();
  });

  test("answers the whole of it without a page", async ({ stage }) => {
    const session = await stage.launch("recursion", { args: ["300"], at: ["bottom"] });
    const { threadId = 0 } = await session.stopped("breakpoint");

    const { stackFrames, totalFrames } = await session.dap.request("stackTrace", { threadId });

    expect(stackFrames.length).toBeGreaterThanOrEqual(301);
    if (totalFrames !== undefined) expect(totalFrames).toBeGreaterThanOrEqual(stackFrames.length);
    await session.disconnect();
  });

  test("has levels of their own variables", async ({ stage }) => {
    const session = await stage.launch("recursion", { args: ["50"], at: ["bottom"] });
    await session.stopped("breakpoint");
    const frames = await session.frames(6);

    const levels: string[] = [];
    for (const { id } of frames) {
      const variables = await session.scope("Arguments", id);
      levels.push(variables.get("level")?.value ?? "");
    }

    expect(levels).toEqual(["50", "49", "48", "47", "46", "45"]);
    await session.disconnect();
  });

  test("refuses a frame of an earlier stop", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const { id: frameId } = await session.top();
    await session.continue();
    await session.stopped("breakpoint");

    await session.dap.refused("scopes", { frameId });
    await session.dap.refused("evaluate", { expression: "count", frameId });
    await session.disconnect();
  });

  test("refuses a thread that does not exist", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");

    await session.dap.refused("stackTrace", { threadId: 99_999_999 });
    await session.disconnect();
  });
});
