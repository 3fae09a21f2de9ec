import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/util/program-file.ts";
import type { Client } from "../support/client.ts";
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
import type { Bystander, Stage } from "../support/stage.ts";

/** Carries the ending out and looks at everything it promises. */
async function end(session: Session, ending: Ending, fate: "ended" | "runs on"): Promise<void> {
  const { dap, heartbeat, adapter, stage } = session;

  await ending.request(session);

  // Clients kill the adapter as soon as the reply is there: the debuggee's fate is settled.
  expect(heartbeat.alive()).toBe(fate === "runs on");
  const events = dap.leftOver();
  if (ending.name.startsWith("terminate")) {
    expect(events).toEqual(fate === "ended" ? ["exited", "terminated"] : ["terminated"]);
  } else expect(["", "terminated", "exited,terminated"]).toContain(events.join());
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

const heartbeatHeader = join(packageRoot(), "samples", "heartbeat.h").replaceAll("\\", "/");

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

const withoutExceptions = async (dap: Client) => {
  await dap.request("setExceptionBreakpoints", { filters: [] });
};

/** Builds a program that raises an exception again and again, and handles it. */
async function raising(stage: Stage): Promise<string> {
  const source = join(stage.folder, "raising.c");
  writeFileSync(
    source,
    `
#include <windows.h>
#include "${heartbeatHeader}"
static volatile int handled;
static void beginning(void) {}
static LONG CALLBACK handle(EXCEPTION_POINTERS *raised) {
  if (raised->ExceptionRecord->ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return EXCEPTION_CONTINUE_SEARCH;
  handled++;
  return EXCEPTION_CONTINUE_EXECUTION;
}
int main(int count, char **words) {
  AddVectoredExceptionHandler(1, handle);
  for (int beat = 1; beat < 6000; beat++) {
    RaiseException(EXCEPTION_ACCESS_VIOLATION, 0, 0, NULL);
    if (handled != beat) return 1;
    heartbeat(words[1], beat, beginning, beginning);
    sleep_ms(20);
  }
  return 0;
}
`,
  );
  return stage.build(source);
}

describe("a debuggee that raises exceptions all the time", () => {
  test("is attached to with its own threads", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng", "structured exceptions are of Windows");
    const bystander = await stage.run("loop", await raising(stage));

    const session = await Session.attach(stage, bystander, { configure: withoutExceptions });

    await session.heartbeat.next();
    const { threads } = await session.dap.request("threads");
    expect(threads).toHaveLength(1);
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });
});

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
    skip(stage.engine.kind !== "gdb", "dbgeng calls no functions in expressions");
    const first = await stage.attach(name, { at: [at] });
    await first.stopped("breakpoint");
    expect((await first.evaluate(call)).result).toMatch(/^\d+$/);

    await expectGoesOn(stage, await leaveStopped(first));
  });
});
