import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import { vsCode } from "../support/session.ts";

/** Faults that were measured on other adapters; each must not happen here. */
describe("a fault of others: while the debuggee runs", () => {
  test("threads and stackTrace keep pause and disconnect from being read", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    const replies = [
      session.dap.send("threads"),
      session.dap.send("stackTrace", { threadId: 1 }),
      session.dap.send("threads"),
    ];
    await session.dap.request("pause", { threadId: 1 });
    await session.stopped("pause");

    await Promise.all(replies);
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("terminate waits for ever", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    await session.dap.request("terminate");

    await session.heartbeat.gone();
    await (await stage.server()).ended;
    session.dap.leftOver();
    await session.disconnect();
  });

  test("the end of the stream leaves adapter and debuggee behind", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    session.dap.hangUp();

    await session.adapter.gone();
    await session.heartbeat.gone();
    expect(await stage.serverAccepts()).toBe(true);
    session.dap.leftOver();
  });

  test("the end of the stream kills a debuggee that was attached", async ({ stage }) => {
    const session = await stage.attach("loop");
    await session.heartbeat.next();

    session.dap.hangUp();

    await session.adapter.gone(session.heartbeat.file);
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
    session.dap.leftOver();
  });

  test("a disconnect right after a continue from a hot breakpoint kills it", async ({ stage }) => {
    for (let round = 0; round < 5; round++) {
      const session = await stage.attach("loop", { at: ["in-work"] });
      await session.stopped("breakpoint");

      const continued = session.dap.send("continue", { threadId: session.threadId });
      await session.dap.request("disconnect");
      await continued;

      session.dap.leftOver();
      session.dap.hangUp();
      await session.adapter.ended;
      await session.heartbeat.next();
      await session.heartbeat.next();
      if (round === 4) await session.heartbeat.unharmed(await stage.cleanCode("loop"));
    }
  });
});

describe("a fault of others: the debuggee shares the adapter's", () => {
  for (const embedded of [true, false]) {
    const server = embedded ? "embedded" : "standalone";
    test(`standard output and input (${server} server)`, async ({ stage }) => {
      const session = await stage.launch("input", { embedded, at: ["after-read"] });

      // What it writes looks like a message of the protocol, and it reads what it can get.
      for (let count = 0; count < 5; count++) await session.dap.request("threads");
      const event = await session.dap.nextOf("stopped", "exited");
      expect(event.event).toBe("stopped");
      const { threadId } = event.body as { threadId: number };
      const { stackFrames } = await session.dap.request("stackTrace", { threadId, levels: 1 });
      const { result } = await session.dap.request("evaluate", {
        expression: "line[0]",
        frameId: stackFrames[0]?.id,
      });

      expect(result).toMatch(/^0\b/);
      await session.disconnect({ terminateDebuggee: true });
    });
  }
});

describe("a fault of others: at the start", () => {
  test("a dead port ends the adapter instead of giving a reason", async ({ stage }) => {
    const { client: dap } = stage.dap();
    await dap.request("initialize", vsCode);

    const refusal = await dap.refused("attach", {
      ...stage.engine.configuration,
      processServer: "tcp:server=127.0.0.1,port=1",
      processId: 4711,
    });

    expectSentence(refusal.format, "port=1");
    await dap.request("disconnect");
  });

  test("a launch error loses its cause", async ({ stage }) => {
    const { client: dap } = stage.dap();
    const { connectionString } = await stage.server();
    await dap.request("initialize", vsCode);

    const refusal = await dap.refused("launch", {
      ...stage.engine.configuration,
      processServer: connectionString,
      program: stage.engine.debuggeePath("/no/such/grüß-program.exe"),
    });

    expectSentence(refusal.format, /gr..?-program|grüß-program/);
    await dap.request("disconnect");
  });

  test("an attach stops before modules are known, with frames that have no names", async ({
    stage,
  }) => {
    const session = await stage.attach("loop", { configuration: { stopOnEntry: true } });
    const stop = await session.dap.nextOf("stopped");
    const { threadId } = stop.body as { threadId: number };

    const { modules } = await session.dap.request("modules", {});
    const { threads } = await session.dap.request("threads");
    const names: string[] = [];
    for (const { id } of threads) {
      const { stackFrames } = await session.dap.request("stackTrace", { threadId: id });
      names.push(...stackFrames.map(({ name }) => name));
    }

    expect(threads.map(({ id }) => id)).toContain(threadId);
    expect(modules.some(({ name }) => /^loop/.test(name))).toBe(true);
    expect(names.join()).toMatch(/\bmain\b/);
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });
});

describe("a fault of others: breakpoints", () => {
  test("a line that has one already is reported as failed", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    for (let round = 0; round < 3; round++) {
      const breakpoints = await session.setBreakpoints("visit", "count", "visit");
      expect(breakpoints.map(({ verified }) => verified)).toEqual([true, true, true]);
    }
    const { breakpoints } = await session.dap.request("setFunctionBreakpoints", {
      breakpoints: [{ name: "visit" }],
    });
    expect(breakpoints).toMatchObject([{ verified: true }]);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("line 9999 and a file that is not there are reported as verified", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const [far] = await session.setBreakpoints(9999);
    const nowhere = await session.dap.request("setBreakpoints", {
      source: { path: "/no/such/file.c" },
      breakpoints: [{ line: 1 }],
    });

    expect(far).toMatchObject({ verified: false });
    expect(nowhere.breakpoints).toMatchObject([{ verified: false }]);
    await session.disconnect();
  });

  test("a line with several pieces of code fails, with a condition too", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");
    const header = session.line("call-visit") - 1;

    const { breakpoints } = await session.dap.request("setBreakpoints", {
      source: { path: session.sample.source },
      breakpoints: [{ line: header, condition: "last == 20" }],
    });
    expect(breakpoints).toMatchObject([{ verified: true, line: header }]);
    await session.continue();

    expect((await session.stoppedIn("breakpoint")).line).toBe(header);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("a condition fails the whole request", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const breakpoints = await session.setRules(
      { at: "visit", condition: "number == 2" },
      { at: "count" },
    );

    expect(breakpoints.map(({ verified }) => verified)).toEqual([true, true]);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("a step out is reported as a breakpoint", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["visit"] });
    await session.stopped("breakpoint");
    await session.setBreakpoints();

    await session.dap.request("stepOut", { threadId: session.threadId });

    await session.stopped("step");
    expect((await session.top()).name).toContain("main");
    await session.disconnect({ terminateDebuggee: true });
  });
});
