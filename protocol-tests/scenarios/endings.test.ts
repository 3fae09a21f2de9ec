import {
  type Ending,
  endings,
  expectFate,
  expectServer,
  moments,
  origins,
  sessionAt,
} from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { Session } from "../support/session.ts";

/** Carries the ending out and looks at everything it promises. */
async function end(session: Session, ending: Ending, fate: "ended" | "runs on"): Promise<void> {
  const { dap, heartbeat, adapter, stage } = session;

  await ending.request(session);

  // Clients kill the adapter as soon as the reply is there: the debuggee's fate is settled.
  expect(heartbeat.alive()).toBe(fate === "runs on");
  const events = dap.leftOver();
  if (ending.name.startsWith("terminate")) expect(events).toEqual(["exited", "terminated"]);
  else expect(["", "terminated", "exited,terminated"]).toContain(events.join());
  const about = ending.server === "ended" ? /ended\b/ : /keeps running/;
  const said = await dap.next("output", ({ output }) => /process server/i.test(output));
  expect(said.output).toMatch(about);
  dap.hangUp();
  await dap.end();
  await adapter.gone();
  await expectServer(stage, ending.server);
  await expectFate(session, fate);
}

for (const ending of endings) {
  describe.concurrent(ending.name, () => {
    for (const origin of origins) {
      for (const moment of moments) {
        const fate = ending[origin];
        test(`${origin} and ${moment}: the debuggee ${fate}, the server ${ending.server}`, async ({
          stage,
        }) => {
          const { configuration } = ending;
          const session = await sessionAt(stage, origin, moment, { configuration });

          await end(session, ending, fate);
        });
      }
    }
  });
}

describe.concurrent("disconnect {suspendDebuggee}", () => {
  for (const origin of origins) {
    for (const moment of moments) {
      test(`${origin} and ${moment}: leaves the debuggee stopped`, async ({ stage, skip }) => {
        const session = await sessionAt(stage, origin, moment);
        if (!session.capabilities.supportSuspendDebuggee) {
          await session.disconnect({ terminateDebuggee: true });
          session.dap.leftOver();
          skip("this engine cannot leave a debuggee stopped");
        }

        await session.disconnect({ suspendDebuggee: true });

        await session.adapter.gone();
        expect(session.dap.leftOver()).not.toContain("exited");
        const states = session.heartbeat.processes().map(({ state }) => state);
        expect(states.join()).toMatch(/^[tT]$/);
        await expectServer(stage, "lives");

        // It goes on under whoever attaches to it next.
        const { sample, heartbeat } = session;
        const processId = heartbeat.processes()[0]?.pid ?? 0;
        const next = await Session.attach(stage, { sample, heartbeat, processId }, {});
        await next.heartbeat.next();
        await next.disconnect();
        await expectFate(next, "runs on");
      });
    }
  }
});

describe("a debuggee of several threads that was left stopped", () => {
  test("is taken over with all of them", async ({ stage, skip }) => {
    const first = await stage.attach("threads", { at: ["in-advance"] });
    await first.stopped("breakpoint");
    if (!first.capabilities.supportSuspendDebuggee) {
      await first.disconnect();
      first.dap.leftOver();
      skip("this engine cannot leave a debuggee stopped");
    }
    const { threads } = await first.dap.request("threads");
    await first.disconnect({ suspendDebuggee: true });
    await first.adapter.gone();
    first.dap.leftOver();
    expect(await stage.serverAccepts()).toBe(true);

    const { sample, heartbeat } = first;
    const processId = heartbeat.processes()[0]?.pid ?? 0;
    const next = await Session.attach(stage, { sample, heartbeat, processId }, { at: ["store"] });

    await next.stopped("breakpoint");
    const now = await next.dap.request("threads");
    expect(now.threads.map(({ id }) => id).sort()).toEqual(threads.map(({ id }) => id).sort());
    for (const { id } of now.threads) {
      const { stackFrames } = await next.dap.request("stackTrace", { threadId: id });
      expect(stackFrames.length).toBeGreaterThan(0);
    }
    await next.setBreakpoints();
    await next.dap.request("next", { threadId: next.threadId });
    await next.stopped("step");
    await next.continue();
    await next.heartbeat.next();
    await next.disconnect();
    await next.heartbeat.unharmed(await stage.cleanCode("threads"));
  });
});

describe.concurrent("an ending at a bad moment", () => {
  for (const origin of origins) {
    test(`disconnect right after continuing from a hot breakpoint (${origin})`, async ({
      stage,
    }) => {
      const session = await sessionAt(stage, origin, "stopped");

      const continued = session.dap.send("continue", { threadId: session.threadId });
      await session.disconnect();
      await continued;

      session.dap.leftOver();
      await session.adapter.gone();
      await expectFate(session, "runs on");
    });

    test(`disconnect in the middle of a step (${origin})`, async ({ stage }) => {
      const session = await sessionAt(stage, origin, "stopped");
      await session.dap.request("next", { threadId: session.threadId });
      await session.stopped("step");

      const stepped = session.dap.send("stepIn", { threadId: session.threadId });
      await session.disconnect();
      await stepped;

      session.dap.leftOver();
      await session.adapter.gone();
      await expectFate(session, "runs on");
    });

    test(`disconnect with threads at the same breakpoint (${origin})`, async ({ stage }) => {
      const options = { at: ["in-advance", "store"] };
      const session =
        origin === "launched"
          ? await stage.launch("threads", options)
          : await stage.attach("threads", options);
      await session.stopped("breakpoint");
      await session.continue();

      await session.disconnect();

      session.dap.leftOver();
      await session.adapter.gone();
      await expectFate(session, "runs on");
    });
  }

  test("disconnect at an exception leaves the server", async ({ stage }) => {
    const session = await stage.launch("crash");
    await session.stopped("exception");

    await session.disconnect();

    session.dap.leftOver();
    await session.adapter.gone();
    await expectServer(stage, "lives");
  });
});

describe.each([
  ["of one thread", "loop", "in-work", "work(3)"],
  ["of several threads", "threads", "in-advance", "advance(worker)"],
])("a debuggee %s that was left stopped after a function was called in it", (_, name, at, call) => {
  test("goes on under whoever attaches to it next", async ({ stage, skip }) => {
    const first = await stage.attach(name, { at: [at] });
    await first.stopped("breakpoint");
    if (!first.capabilities.supportSuspendDebuggee) {
      await first.disconnect();
      first.dap.leftOver();
      skip("this engine cannot leave a debuggee stopped");
    }
    expect((await first.evaluate(call)).result).toMatch(/^\d+$/);
    await first.disconnect({ suspendDebuggee: true });
    await first.adapter.gone();
    first.dap.leftOver();

    const { sample, heartbeat } = first;
    const processId = heartbeat.processes()[0]?.pid ?? 0;
    const next = await Session.attach(stage, { sample, heartbeat, processId }, {});

    await next.heartbeat.next();
    await next.disconnect();
    await expectFate(next, "runs on");
  });
});
