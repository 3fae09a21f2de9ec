import { describe, expect, test } from "../support/fixtures.ts";

describe("output", () => {
  test("arrives whole, in order and before the end", async ({ stage }) => {
    const session = await stage.launch("output", { embedded: true });
    expect(await session.dap.next("exited")).toEqual({ exitCode: 3 });
    await session.dap.next("terminated");

    const text = await session.dap.output("stdout", "without a line end");
    const stdout = text.replaceAll("\r\n", "\n");

    expect(stdout).toContain("to stdout: grüß 中 😀\n");
    const { transcript } = session.dap;
    const last = transcript.findLastIndex((line) => line.includes('"category":"stdout"'));
    expect(last).toBeLessThan(transcript.findIndex((line) => line.startsWith("<- event exited")));
    const lines = stdout.split("\n");
    const numbered = lines.filter((line) => /^\d{4} /.test(line));
    expect(numbered).toHaveLength(2000);
    numbered.forEach((line, index) => {
      expect(line).toBe(`${String(index).padStart(4, "0")} 中文中文中文`);
    });
    await session.disconnect();
    await session.adapter.gone();
  });

  test("tells standard error from standard output", async ({ stage }) => {
    const session = await stage.launch("output", { embedded: true });
    await session.dap.next("exited");
    await session.dap.next("terminated");

    expect((await session.dap.output("stderr", "naïve")).trimEnd()).toBe("to stderr: naïve");
    await session.disconnect();
  });

  test("that a program writes for its debugger is shown", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng", "Linux programs write nothing for a debugger");
    const session = await stage.launch("output");
    await session.dap.next("exited");
    await session.dap.next("terminated");

    expect(await session.dap.output("console", "grüß")).toContain("to the debugger: grüß\n");
    await session.disconnect();
  });

  test("comes while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("demo", { embedded: true, args: ["0"] });

    await session.dap.output("stdout", "on visit 3");

    await session.dap.request("terminate");
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("never mixes with the protocol", async ({ stage }) => {
    // The client fails on the first byte that is not DAP.
    const session = await stage.launch("output");

    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();
  });
});
