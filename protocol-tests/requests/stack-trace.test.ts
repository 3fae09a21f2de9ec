import type { FrameInfo } from "../../src/engine/model.ts";
import { at, describe, expect, source, test } from "./fixtures.ts";

const frames: FrameInfo[] = Array.from({ length: 5 }, (_, level) => ({
  level,
  name: `f${level}`,
  address: 0x1000n + BigInt(level),
  source: at(10 + level),
}));

describe("stackTrace", () => {
  test("shows functions and positions", async ({ talk }) => {
    await talk.stop();
    talk.engine.frames = frames.slice(0, 1);

    const reply = await talk.dap.request("stackTrace", { threadId: 7 });

    expect(reply).toEqual({
      stackFrames: [
        {
          id: expect.any(Number),
          name: "f0",
          // No such file here: it is named all the same, without pretending that it can be shown.
          source: { name: "prog.c", path: source, presentationHint: "deemphasize" },
          line: 10,
          column: 1,
          instructionPointerReference: "0x1000",
        },
      ],
      totalFrames: 1,
    });
  });

  test("answers windows, and the end of the stack", async ({ talk }) => {
    await talk.stop();
    talk.engine.frames = frames;
    const window = async (startFrame: number, levels?: number) => {
      const reply = await talk.dap.request("stackTrace", { threadId: 7, startFrame, levels });
      return [reply.stackFrames.map(({ name }) => name).join(" "), reply.totalFrames];
    };

    expect(await window(0, 2)).toEqual(["f0 f1", undefined]);
    expect(await window(4, 2)).toEqual(["f4", 5]);
    expect(await window(9, 2)).toEqual(["", 9]);
    expect(await window(3)).toEqual(["f3 f4", 5]);
    expect(await window(0, 0)).toEqual(["f0 f1 f2 f3 f4", 5]);
  });

  test("keeps the ids of frames for the whole stop and never uses them again", async ({ talk }) => {
    await talk.stop();
    talk.engine.frames = frames;
    const ids = async () =>
      (await talk.dap.request("stackTrace", { threadId: 7 })).stackFrames.map(({ id }) => id);

    const first = await ids();
    expect(await ids()).toEqual(first);
    await talk.dap.request("continue", { threadId: 7 });
    talk.engine.stop();
    await talk.dap.next("stopped");
    const second = await ids();

    expect(first.filter((id) => second.includes(id))).toEqual([]);
  });

  test("has no position where there is no source", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false, columnsStartAt1: false });
    talk.engine.frames = [{ level: 0, name: "libc.so", address: 1n }];

    const { stackFrames } = await talk.dap.request("stackTrace", { threadId: 7 });

    expect(stackFrames).toEqual([
      {
        id: expect.any(Number),
        name: "libc.so",
        line: 0,
        column: 0,
        instructionPointerReference: "0x1",
        presentationHint: "subtle",
      },
    ]);
  });

  test("counts lines and columns as the client does", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false, columnsStartAt1: false });
    talk.engine.frames = frames;

    const { stackFrames } = await talk.dap.request("stackTrace", { threadId: 7, levels: 1 });

    expect(stackFrames).toMatchObject([{ line: 9, column: 0 }]);
  });

  test("shows mapped paths, of both kinds", async ({ talk }) => {
    await talk.stop({ pathFormat: "uri" }, { sourceFileMap: { "c:\\Build": import.meta.dirname } });
    talk.engine.frames = [
      {
        level: 0,
        name: "main",
        address: 1n,
        source: { path: "C:\\build\\fixtures.ts", line: 1 },
      },
    ];

    const { stackFrames } = await talk.dap.request("stackTrace", { threadId: 7 });

    expect(stackFrames[0]?.source).toEqual({
      name: "fixtures.ts",
      path: new URL("fixtures.ts", import.meta.url).href,
    });
  });

  test("is refused while the debuggee runs", async ({ talk }) => {
    await talk.run();

    expect(await talk.dap.refused("stackTrace", { threadId: 7 })).toEqual({
      id: 200,
      message: "notStopped",
      format: "'stackTrace' cannot be answered while the debuggee runs.",
      showUser: false,
    });
  });
});
