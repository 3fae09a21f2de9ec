import { spawn } from "node:child_process";
import { once } from "node:events";
import { programFile } from "../../src/util/program-file.ts";
import { Client } from "../support/client.ts";
import { expectFate, expectServer, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { Session, vsCode } from "../support/session.ts";

describe.concurrent("VS Code", () => {
  test("loads the adapter into a Node of its own, by require()", async () => {
    const child = spawn(process.execPath, [
      "-e",
      "require(process.argv[1])",
      programFile("psdap.mjs"),
    ]);
    const client = new Client(child.stdout, child.stdin);

    expect(await client.request("initialize", vsCode)).toMatchObject({
      supportsConfigurationDoneRequest: true,
    });

    client.hangUp();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("Stop of a launched program", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "running");

    await session.dap.request("terminate", { restart: false });
    expect(session.dap.leftOver()).toEqual(["exited", "terminated"]);
    await session.dap.request("disconnect", { restart: false, terminateDebuggee: false });
    session.adapter.child.kill("SIGTERM");

    await session.adapter.gone();
    await expectServer(stage, "ended");
  });

  test("a double-click on Stop", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "stopped");

    await Promise.all([
      session.dap.request("terminate", { restart: false }),
      session.dap.request("disconnect", { restart: false, terminateDebuggee: true }),
    ]);

    session.dap.leftOver();
    session.adapter.child.kill("SIGTERM");
    await session.adapter.gone();
    await expectFate(session, "ended");
  });

  test("Stop of an attached program", async ({ stage }) => {
    const session = await sessionAt(stage, "attached", "running");

    await session.dap.request("disconnect", { restart: false, terminateDebuggee: true });
    session.adapter.child.kill("SIGTERM");

    session.dap.leftOver();
    await session.adapter.gone();
    await expectFate(session, "ended");
    await expectServer(stage, "lives");
  });

  test("Restart of an attached program by a client without the restart request", async ({
    stage,
  }) => {
    const bystander = await stage.run("loop");
    const session = await Session.attach(stage, bystander, { at: ["in-work"] });
    await session.stopped("breakpoint");

    await session.dap.request("disconnect", { restart: true, terminateDebuggee: true });
    session.adapter.child.kill("SIGTERM");
    session.dap.leftOver();
    const again = await Session.attach(stage, bystander, { at: ["in-work"] });
    await again.stopped("breakpoint");

    await again.disconnect({ restart: false, terminateDebuggee: false });
    await expectFate(again, "runs on");
  });

  test("a closed window: disconnect, then the end of the input", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "stopped");

    void session.dap.send("disconnect", { restart: false });
    session.dap.hangUp();

    await session.adapter.gone();
    session.dap.leftOver();
    await expectFate(session, "runs on");
    await expectServer(stage, "lives");
  });

  test("knows only the exception filters of initialize, and chooses the defaults", async ({
    stage,
  }) => {
    const session = await stage.launch("faults", {
      args: ["poke"],
      configure: async (dap, { exceptionBreakpointFilters = [] }) => {
        const defaults = exceptionBreakpointFilters.filter((filter) => filter.default);
        const reply = await dap.request("setExceptionBreakpoints", {
          filters: [],
          filterOptions: defaults.map(({ filter }) => ({ filterId: filter })),
        });
        const others = reply?.breakpoints?.filter(({ verified }) => !verified) ?? [];
        expect(others.length).toBeLessThan(defaults.length);
        for (const { message } of others) expect(message).toContain(`${stage.engine.kind} has no`);
      },
    });

    await session.stopped("exception");

    await session.disconnect({ restart: false, terminateDebuggee: true });
  });

  test("asks for threads while the program runs, and pauses", async ({ stage }) => {
    const session = await stage.launch("loop", {
      configure: async (dap) => {
        await dap.request("setFunctionBreakpoints", { breakpoints: [] }).catch(() => {});
        await dap.request("setExceptionBreakpoints", { filters: [] });
        await dap.request("threads");
      },
    });
    const { threads } = await session.dap.request("threads");

    await session.dap.request("pause", { threadId: threads[0]?.id ?? 0 });
    await session.stopped("pause");
    await session.dap.request("threads");
    const { stackFrames } = await session.dap.request("stackTrace", {
      threadId: session.threadId,
      startFrame: 0,
      levels: 1,
    });
    expect(stackFrames).toHaveLength(1);
    await session.dap.request("stackTrace", {
      threadId: session.threadId,
      startFrame: 1,
      levels: 19,
    });
    await session.disconnect({ restart: false, terminateDebuggee: true });
    session.dap.leftOver();
  });
});
