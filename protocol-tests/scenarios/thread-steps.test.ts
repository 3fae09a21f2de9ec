import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

/** Rounds that every worker has counted, by thread. */
async function rounds(session: Session): Promise<Map<number, number>> {
  const { threads } = await session.dap.request("threads");
  const counted = new Map<number, number>();
  for (const { id: threadId } of threads) {
    const { stackFrames } = await session.dap.request("stackTrace", { threadId });
    const frame = stackFrames.find(({ name }) => /\b(run|advance)\b/.test(name));
    if (frame === undefined) continue;
    const reply = await session.dap.send("evaluate", {
      expression: "worker->rounds",
      frameId: frame.id,
    });
    if (reply.success) counted.set(threadId, Number(reply.body.result));
  }
  return counted;
}

describe("steps among threads that run the same code", () => {
  test("stay on their thread, line by line", async ({ stage }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    await session.stopped("breakpoint");
    await session.setBreakpoints();
    const { threadId } = session;

    for (const expected of ["store", "return-advance"]) {
      await session.dap.request("next", { threadId });
      const frame = await session.stoppedIn("step");
      expect(session.threadId).toBe(threadId);
      expect(frame.line).toBe(session.line(expected));
    }
    await session.dap.request("stepOut", { threadId });
    await session.stopped("step");
    expect(session.threadId).toBe(threadId);
    await session.disconnect();
  });

  test("step the thread they name, not the one of the stop", async ({ stage }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    await session.stopped("breakpoint");
    const first = session.threadId;
    await session.continue();
    // Sooner or later another thread gets there.
    do {
      await session.stopped("breakpoint");
      if (session.threadId === first) await session.continue();
    } while (session.threadId === first);
    await session.setBreakpoints();
    const { threadId } = session;

    await session.dap.request("next", { threadId });
    await session.stopped("step");

    expect(session.threadId).toBe(threadId);
    expect((await session.top()).line).toBe(session.line("store"));
    await session.disconnect();
  });

  test("meet the breakpoints of other threads", async ({ stage }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    await session.stopped("breakpoint");

    for (let count = 0; count < 5; count++) {
      await session.dap.request("next", { threadId: session.threadId });
      const stop = await session.dap.next("stopped");
      expect(["step", "breakpoint"]).toContain(stop.reason);
    }
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("threads"));
  });
});

describe("singleThread", () => {
  test("lets the other threads stand still", async ({ stage, skip }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    skip(!session.capabilities.supportsSingleThreadExecutionRequests, "not announced");
    await session.stopped("breakpoint");
    await session.setBreakpoints();
    const { threadId } = session;
    const before = await rounds(session);

    for (let count = 0; count < 2; count++) {
      await session.dap.request("next", { threadId, singleThread: true });
      await session.stopped("step");
      expect(session.threadId).toBe(threadId);
    }

    const after = await rounds(session);
    for (const [id, count] of before) {
      if (id !== threadId) expect([id, after.get(id)]).toEqual([id, count]);
    }
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("threads"));
  });

  test("continue says which threads it continues", async ({ stage, skip }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    skip(!session.capabilities.supportsSingleThreadExecutionRequests, "not announced");
    await session.stopped("breakpoint");
    const { threadId } = session;

    // The only thread that runs is the next to get there, but for those that were there already.
    const there: number[] = [];
    do {
      const reply = await session.dap.request("continue", { threadId, singleThread: true });
      expect(reply.allThreadsContinued).toBe(false);
      await session.stopped("breakpoint");
      expect(there).not.toContain(session.threadId);
      there.push(session.threadId);
    } while (session.threadId !== threadId);
    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("threads"));
  });
});
