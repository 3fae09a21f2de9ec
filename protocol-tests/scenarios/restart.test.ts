import { expectFate, expectServer } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";

describe("restart", () => {
  test("starts a launched debuggee anew, with its breakpoints", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const [before] = session.heartbeat.processes();

    await session.dap.request("restart");
    await session.dap.next("continued");
    await session.stopped("breakpoint");
    const exits = session.dap.transcript.filter((line) => /event thread .*exited/.test(line));
    expect(new Set(exits).size).toBe(exits.length);

    const [after, ...others] = session.heartbeat.processes();
    expect(others).toEqual([]);
    expect(after?.pid).not.toBe(before?.pid);
    expect(session.dap.transcript.join("\n")).not.toMatch(/event (terminated|exited)/);
    await session.dap.request("terminate");
    expect(session.dap.leftOver()).toEqual(["exited", "terminated"]);
    await session.disconnect();
    await expectServer(stage, "ended");
  });

  test("works while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    const { pid } = await session.heartbeat.next();

    await session.dap.request("restart", {});

    expect((await session.heartbeat.next()).pid).not.toBe(pid);
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
    await expectFate(session, "ended");
  });

  test("takes the newest configuration", async ({ stage }) => {
    const session = await stage.launch("exit-code", { args: ["1"], at: ["return"] });
    await session.stopped("breakpoint");
    const { connectionString: processServer } = await stage.server();
    const program = stage.engine.debuggeePath(session.sample.file);

    await session.dap.request("restart", {
      arguments: { ...stage.engine.configuration, processServer, program, args: ["9"] },
    });
    await session.dap.next("continued");
    await session.stopped("breakpoint");
    await session.continue();

    expect(await session.dap.next("exited")).toEqual({ exitCode: 9 });
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("attaches again to a process that was attached to", async ({ stage }) => {
    const session = await stage.attach("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const [before] = session.heartbeat.processes();

    await session.dap.request("restart");
    await session.dap.next("continued");
    await session.stopped("breakpoint");

    expect(session.heartbeat.processes()).toMatchObject([{ pid: before?.pid }]);
    await session.disconnect();
    await expectFate(session, "runs on");
  });

  test("can be done several times", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });

    for (let round = 0; round < 3; round++) {
      await session.stopped("breakpoint");
      await session.dap.request("restart");
      await session.dap.next("continued");
    }
    await session.stopped("breakpoint");

    await session.disconnect();
    await expectFate(session, "runs on");
  });
});
