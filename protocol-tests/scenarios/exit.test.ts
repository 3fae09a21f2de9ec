import { describe, expect, test } from "../support/fixtures.ts";

describe("the end of the debuggee", () => {
  for (const code of [0, 1, 7, 42, 255]) {
    test(`reports exit code ${code}, then terminated`, async ({ stage }) => {
      const session = await stage.launch("exit-code", { args: [String(code)] });

      expect(await session.dap.next("exited")).toEqual({ exitCode: code });
      await session.dap.next("terminated");
      await session.disconnect();
      await session.adapter.gone();
    });
  }

  test("is reported in every session on one process server", async ({ stage }) => {
    for (const code of [1, 2, 3, 4]) {
      const session = await stage.launch("exit-code", { args: [String(code)] });

      expect(await session.dap.next("exited")).toEqual({ exitCode: code });
      await session.dap.next("terminated");
      await session.disconnect();
    }
  });

  test("reports the exit code after stops", async ({ stage }) => {
    const session = await stage.launch("exit-code", { args: ["42"], at: ["return"] });

    await session.stopped("breakpoint");
    await session.continue();

    expect(await session.dap.next("exited")).toEqual({ exitCode: 42 });
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("leaves the session answering until the client disconnects", async ({ stage }) => {
    const session = await stage.launch("exit-code");
    await session.dap.next("exited");
    await session.dap.next("terminated");

    await session.dap.request("threads");
    await session.dap.refused("stackTrace", { threadId: 1 });
    await session.dap.refused("continue", { threadId: 1 });
    await session.dap.refused("evaluate", { expression: "1 + 1" });

    await session.disconnect();
    await session.adapter.gone();
    expect(await stage.serverAccepts()).toBe(true);
  });

  test("needs no disconnect: the end of the stream is enough", async ({ stage }) => {
    const session = await stage.launch("exit-code");
    await session.dap.next("exited");
    await session.dap.next("terminated");

    session.dap.hangUp();

    await session.dap.end();
    await session.adapter.gone();
    expect(await stage.serverAccepts()).toBe(true);
  });

  test("stops at a crash and says what it was", async ({ stage }) => {
    const session = await stage.launch("crash");

    const stop = await session.stopped("exception");

    expect(`${stop.description} ${stop.text}`).toMatch(
      /SIGSEGV|segmentation fault|access violation/i,
    );
    expect((await session.top()).line).toBe(session.line("crash"));
    await session.continue();
    // Windows gives the debugger a second chance when the program handles nothing.
    let end = await session.dap.nextOf("stopped", "exited");
    if (end.event === "stopped") {
      await session.continue();
      end = await session.dap.nextOf("exited");
    }
    expect(end.body.exitCode).not.toBe(0);
    await session.dap.next("terminated");
    await session.disconnect();
  });
});
