import { eventually } from "../support/eventually.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

const ids = async (session: Session) =>
  (await session.dap.request("threads")).threads.map(({ id }) => id).sort((a, b) => a - b);

describe("threads", () => {
  test("are listed with a name and the thread of the stop among them", async ({ stage }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    const { threadId } = await session.stopped("breakpoint");

    const { threads } = await session.dap.request("threads");

    expect(threads.length).toBeGreaterThanOrEqual(2);
    expect(threads.map(({ id }) => id)).toContain(threadId);
    for (const { name } of threads) expect(name).toBeTruthy();
    await session.disconnect();
  });

  test("keep their ids over the session", async ({ stage }) => {
    const session = await stage.launch("threads");
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");
    const before = await ids(session);
    await session.continue();
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");

    const after = await ids(session);

    expect(before.filter((id) => after.includes(id)).length).toBeGreaterThanOrEqual(4);
    await session.disconnect();
  });

  test("are told before the stop at which they are seen first", async ({ stage }) => {
    const session = await stage.launch("threads");
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");
    expect((await ids(session)).length).toBeGreaterThanOrEqual(4);

    const events = session.dap.transcript.filter((line) => /event (thread|stopped)/.test(line));

    expect(events.at(-1)).toContain("stopped");
    await session.disconnect();
  });

  test("are each the one that a pause is told of, if it names them", async ({ stage }) => {
    const session = await stage.launch("threads");
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");

    for (const threadId of await ids(session)) {
      await session.continue();
      await session.dap.request("pause", { threadId });
      expect(await session.stopped("pause")).toMatchObject({ threadId });
    }
    // A thread that is not there is no reason to leave the one that the user is in.
    const last = (await ids(session)).at(-1);
    await session.continue();
    await session.dap.request("pause", { threadId: 1 });
    expect(await session.stopped("pause")).toMatchObject({ threadId: last });
    await session.disconnect();
  });

  test("are answered at once while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("threads");
    await session.heartbeat.next();

    for (let round = 0; round < 20; round++) await session.dap.request("threads");

    expect(session.dap.pending("stopped")).toBe(false);
    await session.heartbeat.next();
    await session.disconnect();
  });

  test("have stacks of their own", async ({ stage }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    await session.stopped("breakpoint");
    const { threads } = await session.dap.request("threads");

    const frameIds: number[] = [];
    const functions: string[] = [];
    for (const { id: threadId } of threads) {
      const { stackFrames } = await session.dap.request("stackTrace", { threadId });
      frameIds.push(...stackFrames.map(({ id }) => id));
      functions.push(...stackFrames.map(({ name }) => name));
    }

    expect(new Set(frameIds).size).toBe(frameIds.length);
    expect(functions.join()).toMatch(/advance/);
    expect(functions.join()).toMatch(/main/);
    await session.disconnect();
  });

  test("are announced when they end, each by its own id", async ({ stage }) => {
    const session = await stage.launch("threads", { args: ["1"], at: ["in-advance"] });
    await session.stopped("breakpoint");
    const before = await ids(session);
    await session.setBreakpoints("joined");
    await session.continue();
    await session.stopped("breakpoint");

    const after = await ids(session);
    const ended: number[] = [];
    while (session.dap.pending("thread")) {
      const { reason, threadId } = await session.dap.next("thread");
      if (reason === "exited") ended.push(threadId);
    }

    expect(after).toEqual([session.threadId]);
    expect(ended).toEqual(expect.arrayContaining(before.filter((id) => !after.includes(id))));
    expect(ended).not.toContain(session.threadId);
    expect(new Set(ended).size).toBe(ended.length);
    await session.continue();
    await session.exits(0);
    await session.disconnect();
  });

  test("are announced when they start", async ({ stage }) => {
    const session = await stage.launch("threads");

    const { threadId } = await session.dap.next("thread", ({ reason }) => reason === "started");

    await eventually("the announced thread in the list", async () =>
      (await ids(session)).includes(threadId),
    );
    await session.disconnect();
  });
});
