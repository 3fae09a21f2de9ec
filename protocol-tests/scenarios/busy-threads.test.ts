import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Three threads that run into a log point and a condition all the time. */
async function busyThreads(stage: Stage, embedded: boolean): Promise<Session> {
  const session = await stage.launch("threads", { embedded, at: ["started"] });
  await session.stopped("breakpoint");
  const breakpoints = await session.setRules(
    { at: "in-advance", logMessage: "thread {worker->number} after {worker->rounds} rounds" },
    { at: "store", condition: "rounds % 10 == 0" },
  );
  expect(breakpoints).toMatchObject([{ verified: true }, { verified: true }]);
  return session;
}

/** The same, while data is watched. */
async function watched(stage: Stage, embedded: boolean): Promise<Session> {
  const session = await busyThreads(stage, embedded);
  const { id: frameId } = await session.top();
  const { dataId } = await session.dap.request("dataBreakpointInfo", { name: "done", frameId });
  const { breakpoints } = await session.dap.request("setDataBreakpoints", {
    breakpoints: [{ dataId: dataId as string, accessType: "write" }],
  });
  expect(breakpoints).toMatchObject([{ verified: true }]);
  return session;
}

/** Runs from stop to stop of the condition, until it has held so often; answers what was logged. */
async function logged(session: Session, stops: number): Promise<Map<string, number[]>> {
  for (let stop = 0; stop < stops; stop++) {
    await session.continue();
    await session.stopped("breakpoint");
    expect(Number((await session.evaluate("rounds")).result) % 10).toBe(0);
  }
  let text = "";
  while (session.dap.pending("output")) text += (await session.dap.next("output")).output;
  const rounds = new Map<string, number[]>();
  for (const [, thread = "", after] of text.matchAll(/^thread (\d) after (\d+) rounds$/gm)) {
    rounds.set(thread, [...(rounds.get(thread) ?? []), Number(after)]);
  }
  return rounds;
}

/** No thread has passed unseen, and none was seen twice in one place. */
function expectEveryPass(rounds: Map<string, number[]>): void {
  expect([...rounds.keys()].sort()).toEqual(["1", "2", "3"]);
  for (const passes of rounds.values()) {
    const [first = 0] = passes;
    expect(passes).toEqual(passes.map((_, index) => first + index));
  }
}

describe.concurrent("several threads run into breakpoints all the time", () => {
  test("and every pass counts once", async ({ stage }) => {
    const session = await busyThreads(stage, false);

    expectEveryPass(await logged(session, 9));

    await session.disconnect({ terminateDebuggee: true });
  });

  for (const embedded of [true, false]) {
    const server = embedded ? "embedded" : "standalone";
    test(`while data is watched, and every pass counts once (${server} server)`, async ({
      stage,
    }) => {
      const session = await watched(stage, embedded);

      expectEveryPass(await logged(session, 9));

      await session.disconnect({ terminateDebuggee: true });
    });
  }

  test("while data is watched, and one of them steps", async ({ stage }) => {
    const session = await watched(stage, true);
    await session.continue();
    await session.stopped("breakpoint");
    const { threadId } = session;
    await session.setRules({ at: "in-advance", logMessage: "thread {worker->number}" });

    const names: string[] = [];
    for (const step of ["next", "stepOut", "next"] as const) {
      await session.dap.request(step, { threadId });
      await session.stopped("step");
      expect(session.threadId).toBe(threadId);
      names.push((await session.top()).name);
    }

    expect(names.map((name) => /advance|run/.exec(name)?.[0])).toEqual(["advance", "run", "run"]);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("while data is watched, and are left running", async ({ stage }) => {
    const session = await watched(stage, false);
    await logged(session, 2);
    await session.continue();

    await session.disconnect();

    session.dap.leftOver();
    await session.adapter.gone();
    await session.heartbeat.unharmed(await stage.cleanCode("threads"));
  });
});
