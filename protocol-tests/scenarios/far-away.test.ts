import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";
import { openSlowLink, type SlowLink } from "../support/slow-link.ts";
import type { Stage } from "../support/stage.ts";

/** Slow enough for the server to be far away, in each direction. */
const delayMs = 10;
const onGdbOnly = "dbgeng speaks with its server in a protocol of its own";

/** A slow link to the test's process server, and the configuration of a session through it. */
async function farAway(stage: Stage) {
  const { connectionString, port } = await stage.server();
  const link = await openSlowLink(port, delayMs);
  const processServer = connectionString.replace(`port=${port}`, `port=${link.port}`);
  return { link, configuration: { processServer } };
}

/** What the adapter learns in a test stays there. */
function environment(stage: Stage): Record<string, string> {
  return { XDG_CACHE_HOME: stage.folder };
}

/** How many exchanges something takes. */
async function exchanges(link: SlowLink, work: () => Promise<unknown>): Promise<number> {
  const before = link.exchanges;
  await work();
  return link.exchanges - before;
}

async function showsLocals(session: Session): Promise<string | undefined> {
  return (await session.scope("Locals")).get("i")?.value;
}

describe("a process server that is far away", () => {
  test("is asked little for a step and the values after it", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const { link, configuration } = await farAway(stage);
    const session = await stage.launch("steps", {
      at: ["start"],
      configuration,
      dap: stage.dap(environment(stage)),
    });
    await session.stopped("breakpoint");
    const step = async () => {
      await session.dap.request("next", { threadId: session.threadId });
      await session.stopped("step");
      await session.frames();
      await showsLocals(session);
    };
    // The first one also has to step off a breakpoint.
    await step();

    expect(await exchanges(link, step)).toBeLessThan(10);

    await session.disconnect({ terminateDebuggee: true });
    link.close();
  });

  test("is asked by gdb itself where the user wants it so", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const { link, configuration } = await farAway(stage);
    const without = { ...environment(stage), PSDAP_NO_RELAY: "1" };
    const session = await stage.launch("steps", {
      at: ["start"],
      configuration,
      dap: stage.dap(without),
    });
    await session.stopped("breakpoint");
    const step = async () => {
      await session.dap.request("next", { threadId: session.threadId });
      await session.stopped("step");
    };
    await step();

    expect(await exchanges(link, step)).toBeGreaterThanOrEqual(10);

    await session.disconnect({ terminateDebuggee: true });
    link.close();
  });

  test("is asked for the symbols of thread-local variables in one go once they are known", async ({
    stage,
    skip,
  }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const { link, configuration } = await farAway(stage);
    const sees = async () => {
      const session = await stage.launch("thread-local", {
        at: ["in-worker"],
        configuration,
        dap: stage.dap(environment(stage)),
      });
      await session.stopped("breakpoint");
      expect((await session.evaluate("own")).result).toBe("12");
      expect((await session.evaluate("role.number")).result).toBe("12");
      await session.disconnect({ terminateDebuggee: true });
    };

    const first = await exchanges(link, sees);
    const second = await exchanges(link, sees);

    expect(first - second).toBeGreaterThan(40);
    link.close();
  });

  test("loses nothing of what several threads do", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const { link, configuration } = await farAway(stage);
    const session = await stage.attach("threads", {
      at: ["store"],
      configuration,
      dap: stage.dap(environment(stage)),
    });
    const seen = new Set<number>();
    for (let stop = 0; stop < 12; stop++) {
      seen.add((await session.stopped("breakpoint")).threadId as number);
      const { threads } = await session.dap.request("threads");
      expect(threads.map(({ id }) => id)).toContain(session.threadId);
      await session.continue();
    }
    expect(seen.size).toBeGreaterThan(1);

    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("threads"));
    link.close();
  });

  for (const moment of ["stopped", "running"] as const) {
    test(`lets go what was attached to and ${moment} when the adapter is killed`, async ({
      stage,
      skip,
    }) => {
      skip(stage.engine.kind !== "gdb", onGdbOnly);
      const { link, configuration } = await farAway(stage);
      const session = await stage.attach("loop", {
        at: ["in-work"],
        configuration,
        dap: stage.dap(environment(stage)),
      });
      await session.stopped("breakpoint");
      if (moment === "running") {
        await session.setBreakpoints("end");
        await session.continue();
      }

      session.adapter.child.kill("SIGKILL");

      await session.adapter.gone();
      session.dap.leftOver();
      await session.heartbeat.unharmed(await stage.cleanCode("loop"));
      link.close();
      expect(await stage.serverAccepts()).toBe(true);
    });
  }
});
