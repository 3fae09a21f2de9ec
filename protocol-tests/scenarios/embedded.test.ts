import { endings, expectFate, moments, sessionAt } from "../support/endings.ts";
import { eventually } from "../support/eventually.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { killNow } from "../support/processes.ts";

describe.concurrent("the server that the adapter starts for itself", () => {
  for (const ending of endings) {
    for (const moment of moments) {
      const { configuration, launched } = ending;
      test(`${ending.name}, ${moment}: the debuggee ${launched}`, async ({ stage }) => {
        const options = { embedded: true, configuration };
        const session = await sessionAt(stage, "launched", moment, options);

        await ending.request(session);

        expect(session.heartbeat.alive()).toBe(launched === "runs on");
        session.dap.leftOver();
        session.dap.hangUp();
        await session.dap.end();
        await session.adapter.ended;
        await expectFate(session, launched);
        // Without its debuggee the server has nothing to live for.
        for (const { pid } of session.heartbeat.processes()) killNow(pid);
        await session.adapter.gone();
      });
    }
  }

  test("lives as long as a debuggee that was left running", async ({ stage }) => {
    const session = await stage.launch("loop", { embedded: true, args: ["8"], at: ["end"] });
    await session.heartbeat.next();
    await session.disconnect();

    expect(session.heartbeat.alive()).toBe(true);

    await session.heartbeat.gone();
    await session.adapter.gone();
  });

  test("goes with a debuggee that was left running and went on writing", async ({ stage }) => {
    const session = await stage.launch("demo", { embedded: true, args: ["2"] });
    await session.dap.next("output");

    await session.disconnect();

    await session.adapter.gone();
  });

  test("is gone after the debuggee has exited by itself", async ({ stage }) => {
    const session = await stage.launch("exit-code", { embedded: true, args: ["5"] });
    expect(await session.dap.next("exited")).toEqual({ exitCode: 5 });
    await session.dap.next("terminated");

    await session.disconnect();

    await session.adapter.gone();
  });

  test("attaches like any other, and leaves the process alone", async ({ stage, skip }) => {
    skip(process.platform === "linux" && stage.engine.kind === "dbgeng", "two Wine machines");
    const session = await stage.attach("loop", { embedded: true, at: ["in-work"] });
    await session.stopped("breakpoint");

    await session.disconnect();

    await session.adapter.gone();
    await expectFate(session, "runs on");
  });

  for (const moment of moments) {
    test(`goes with its debuggee when the engine is killed, ${moment}`, async ({ stage }) => {
      const session = await sessionAt(stage, "launched", moment, { embedded: true });
      const engine = /^\S*gdb .*--interpreter|engine-host(?!.* serve\b)/;
      const processes = session.adapter
        .helpers()
        .filter(({ commandLine }) => engine.test(commandLine));
      expect(processes).not.toEqual([]);

      for (const { pid } of processes) killNow(pid);

      await session.dap.send("evaluate", { expression: "1 + 1", context: "watch" });
      await session.dap.next("terminated");
      await session.heartbeat.gone();
      await session.disconnect();
      session.dap.leftOver();
      await session.adapter.gone();
    });
  }

  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    test(`goes with its adapter at ${signal}`, async ({ stage, skip }) => {
      skip(process.platform === "win32", "Windows has no signals");
      const session = await sessionAt(stage, "launched", "running", { embedded: true });

      session.adapter.child.kill(signal);

      await session.heartbeat.gone();
      await session.adapter.gone();
      session.dap.leftOver();
    });
  }

  test("serves one session only: two at once have two", async ({ stage }) => {
    const first = await sessionAt(stage, "launched", "running", { embedded: true });
    const second = await sessionAt(stage, "launched", "stopped", { embedded: true });

    await second.dap.request("terminate");

    expect(second.dap.leftOver()).toEqual(["exited", "terminated"]);
    await first.heartbeat.next();
    await eventually("the second adapter's end", async () => {
      second.dap.hangUp();
      await second.adapter.gone();
      return true;
    });
    await first.disconnect({ terminateDebuggee: true });
    first.dap.leftOver();
    await first.adapter.gone();
  });
});
