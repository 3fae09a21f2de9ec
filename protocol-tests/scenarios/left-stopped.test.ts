import { expectFate, expectServer, moments, origins, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { raising, withoutExceptions } from "../support/raising.ts";
import { Session } from "../support/session.ts";
import type { Bystander, Stage } from "../support/stage.ts";

/** What else the debuggee may be stopped by when it is left so. */
const stops: Record<string, (session: Session) => Promise<unknown>> = {
  "after a step": async (session) => {
    await session.dap.request("next", { threadId: session.threadId });
    await session.stopped("step");
  },
  paused: async (session) => {
    await session.setBreakpoints();
    await session.continue();
    await session.pause();
    await session.stopped("pause");
  },
};

describe.concurrent("disconnect {suspendDebuggee}", () => {
  for (const origin of origins) {
    for (const moment of moments) {
      test(`${origin} and ${moment}: leaves the debuggee stopped`, async ({ stage }) => {
        const session = await sessionAt(stage, origin, moment);

        await expectGoesOn(stage, await leaveStopped(session));
      });
    }
  }

  for (const [stop, bringAbout] of Object.entries(stops)) {
    test(`${stop}: leaves the debuggee stopped`, async ({ stage }) => {
      const session = await sessionAt(stage, "attached", "stopped");
      await bringAbout(session);

      await expectGoesOn(stage, await leaveStopped(session));
    });
  }

  test("may be repeated", async ({ stage }) => {
    const first = await sessionAt(stage, "attached", "stopped");
    const second = await Session.attach(stage, await leaveStopped(first), { at: ["in-work"] });
    await second.stopped("breakpoint");

    await expectGoesOn(stage, await leaveStopped(second));
  });

  test("at an exception: the debuggee handles it once it goes on", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng", "structured exceptions are of Windows");
    const program = stage.engine.debuggeePath(await raising(stage));
    const session = await stage.launch("loop", {
      configuration: { program },
      configure: async (dap) => {
        await dap.request("setExceptionBreakpoints", { filters: ["accessViolation"] });
      },
    });
    // The first one comes before there is a beat.
    await session.stopped("exception");
    await session.continue();
    await session.stopped("exception");

    const next = await Session.attach(stage, await leaveStopped(session), {
      configure: withoutExceptions,
    });
    await next.heartbeat.next();
    await next.disconnect({ terminateDebuggee: true });
    next.dap.leftOver();
  });
});

/** Leaves the debuggee stopped, and looks whether it is. */
async function leaveStopped(session: Session): Promise<Bystander> {
  const { stage, dap, adapter, sample, heartbeat, capabilities } = session;
  expect(capabilities.supportSuspendDebuggee).toBe(true);
  const { systemProcessId: processId = 0 } = await dap.next("process");

  await session.disconnect({ suspendDebuggee: true });

  await adapter.gone();
  expect(dap.leftOver()).not.toContain("exited");
  const last = await heartbeat.latest();
  // A session with the server takes far longer than a beat.
  await expectServer(stage, "lives");
  expect(heartbeat.alive()).toBe(true);
  expect(await heartbeat.latest()).toEqual(last);
  return { sample, heartbeat, processId };
}

/** It goes on under whoever attaches to it next, and unharmed. */
async function expectGoesOn(stage: Stage, left: Bystander): Promise<void> {
  const next = await Session.attach(stage, left, {});
  await next.heartbeat.next();
  await next.disconnect();
  await expectFate(next, "runs on");
}

describe("a debuggee of several threads that was left stopped", () => {
  test("is taken over with all of them", async ({ stage }) => {
    const first = await stage.attach("threads", { at: ["in-advance"] });
    await first.stopped("breakpoint");
    const { threads } = await first.dap.request("threads");
    const left = await leaveStopped(first);

    const next = await Session.attach(stage, left, { at: ["store"] });

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

describe.each([
  ["of one thread", "loop", "in-work", "work(3)"],
  ["of several threads", "threads", "in-advance", "advance(worker)"],
])("a debuggee %s that was left stopped after a function was called in it", (_, name, at, call) => {
  test("goes on under whoever attaches to it next", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng calls no functions in expressions");
    const first = await stage.attach(name, { at: [at] });
    await first.stopped("breakpoint");
    expect((await first.evaluate(call)).result).toMatch(/^\d+$/);

    await expectGoesOn(stage, await leaveStopped(first));
  });
});
