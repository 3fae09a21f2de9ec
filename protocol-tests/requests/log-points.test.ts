import { describe, expect, source, test } from "./fixtures.ts";

describe("log points", () => {
  test("write to the console, with the place they are at", async ({ talk }) => {
    await talk.run({}, { client: { linesStartAt1: false } });
    await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 2, logMessage: "x" }],
    });

    const breakpointId = talk.engine.breakpointId(source, 3);
    talk.engine.raise({ type: "output", channel: "log", text: "x\n", breakpointId });

    expect(await talk.dap.next("output", ({ output }) => output === "x\n")).toEqual({
      category: "console",
      output: "x\n",
      source: { name: "prog.c", path: source },
      line: 2,
    });
  });

  test("do not drown the client, and nothing overtakes them", async ({ talk }) => {
    await talk.run();
    const before = talk.dap.transcript.length;

    for (let number = 0; number < 1000; number++) {
      talk.engine.raise({ type: "output", channel: "log", text: `${number}\n` });
    }
    talk.engine.stop();
    await talk.dap.next("stopped");

    const said = talk.dap.transcript.slice(before);
    expect(said.length).toBeLessThan(20);
    expect(said.at(-1)).toContain("event stopped");
    expect(said.at(-2)).toContain("999");
  });
});
