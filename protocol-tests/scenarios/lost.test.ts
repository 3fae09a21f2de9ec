import { expectFate, expectServer, moments, origins, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { killNow } from "../support/processes.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";

/** Processes of the session's engine: gdb, or the engine host under Wine or on Windows. */
function engineProcesses(session: Session): number[] {
  const pattern = session.stage.engine.kind === "gdb" ? /^\S*gdb .*--interpreter/ : /engine-host/;
  const found = session.adapter
    .helpers()
    .filter(({ commandLine }) => pattern.test(commandLine))
    .map(({ pid }) => pid);
  if (found.length === 0) session.dap.fail("No process of the engine can be seen.");
  return found;
}

/** What a client sees when the session cannot go on. */
async function expectLost(session: Session, ...named: string[]): Promise<void> {
  const { dap, adapter } = session;
  // At a stop nobody may notice the loss before the next request that needs the debuggee.
  await dap.send("evaluate", { expression: "1 + 1", context: "watch" });
  await dap.send("continue", { threadId: session.threadId });
  const { output } = await dap.next("output", ({ category }) => category === "important");
  expectSentence(output.trim(), ...named);
  const { event } = await dap.nextOf("exited", "terminated");
  if (event === "exited") await dap.next("terminated");
  expect((await dap.send("continue", { threadId: session.threadId })).success).toBe(false);
  await dap.request("threads");
  await dap.request("disconnect");
  dap.hangUp();
  await adapter.gone(session.heartbeat.file);
}

describe.concurrent("the process server is killed", () => {
  for (const origin of origins) {
    for (const moment of moments) {
      test(`${origin} and ${moment}: the client is told and the session ends`, async ({
        stage,
      }) => {
        const session = await sessionAt(stage, origin, moment);

        const { pid, port } = await stage.server();
        killNow(pid);

        await expectLost(session, `port=${port}`);
      });
    }
  }
});

describe.concurrent("the engine is killed", () => {
  for (const origin of origins) {
    for (const moment of moments) {
      test(`${origin} and ${moment}: the client is told and the session ends`, async ({
        stage,
      }) => {
        const session = await sessionAt(stage, origin, moment);

        for (const pid of engineProcesses(session)) killNow(pid);

        await expectLost(session);
        await expectServer(stage, "lives");
        if (origin === "launched") await expectFate(session, "ended");
        // The event that dbgeng held goes to the program, which does not survive it.
        else if (moment === "running" || stage.engine.kind === "gdb") {
          await expectFate(session, "runs on");
        }
      });
    }
  }

  test("attached and paused: the debuggee runs on", async ({ stage }) => {
    const session = await sessionAt(stage, "attached", "running");
    await session.setBreakpoints();
    await session.dap.request("pause", { threadId: 0 });
    await session.stopped("pause");

    for (const pid of engineProcesses(session)) killNow(pid);

    await expectLost(session);
    await expectServer(stage, "lives");
    await expectFate(session, "runs on");
  });

  test("attached, with several threads: the debuggee runs on", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "the event that dbgeng held goes to the program and ends it");
    const session = await stage.attach("threads", { at: ["in-advance"] });
    await session.stopped("breakpoint");

    for (const pid of engineProcesses(session)) killNow(pid);

    await expectLost(session);
    await expectServer(stage, "lives");
    await expectFate(session, "runs on");
  });
});

describe.concurrent("the debuggee is killed", () => {
  for (const origin of origins) {
    for (const moment of moments) {
      test(`${origin} and ${moment}: it is reported as exited`, async ({ stage }) => {
        const session = await sessionAt(stage, origin, moment);

        for (const { pid } of session.heartbeat.processes()) killNow(pid);

        if (moment === "stopped")
          await session.dap.send("continue", { threadId: session.threadId });
        const { exitCode } = await session.dap.next("exited");
        // Wine gives a process that was killed from outside the code 0.
        if (stage.engine.kind === "gdb") expect(exitCode).not.toBe(0);
        await session.dap.next("terminated");
        await session.disconnect();
        await session.adapter.gone();
        await expectServer(stage, "lives");
      });
    }
  }
});
