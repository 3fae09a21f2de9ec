import { address, describe, expect, test } from "./fixtures.ts";

describe("a terminal for the program", () => {
  test("opens a terminal for its own server when asked to", async ({ talk }) => {
    let asked: unknown;
    talk.dap.onReverse("runInTerminal", (args) => {
      asked = args;
      return {};
    });

    await talk.run(
      { processServer: undefined, console: "integratedTerminal" },
      { client: { supportsRunInTerminalRequest: true } },
    );

    expect(asked).toEqual({
      kind: "integrated",
      title: "/prog",
      cwd: "/tmp",
      args: ["server", "--multi"],
      env: { A: "1" },
    });
  });

  test("says why no terminal was opened", async ({ talk }) => {
    talk.dap.onReverse("runInTerminal", async () => {
      throw new Error("No terminal today.");
    });
    await talk.initialize({ supportsRunInTerminalRequest: true });

    const refusal = await talk.dap.refused("launch", {
      program: "/prog",
      console: "externalTerminal",
    });

    expect(refusal.format).toBe(
      "The client did not open a terminal for the program: No terminal today.",
    );
    expect(talk.engine.calls.at(-1)).toBe("close");
  });

  test("opens no terminal for a program on another machine", async ({ talk }) => {
    await talk.initialize({ supportsRunInTerminalRequest: true });

    const refusal = await talk.dap.refused("launch", {
      program: "/prog",
      processServer: address,
      console: "integratedTerminal",
    });

    expect(refusal).toMatchObject({ id: 310, showUser: true });
    expect(refusal.format).toContain("where no terminal of the client can be");
    expect(talk.engine.calls).toEqual([]);
  });

  test("needs a client that can open terminals", async ({ talk }) => {
    await talk.initialize();

    const refusal = await talk.dap.refused("launch", {
      program: "/prog",
      console: "integratedTerminal",
    });

    expect(refusal).toMatchObject({ id: 310, showUser: true });
    expect(refusal.format).toContain('"console" is "integratedTerminal"');
  });
});
