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
import type { Session } from "../support/session.ts";

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
