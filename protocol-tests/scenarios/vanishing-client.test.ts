import { expectFate, expectServer, moments, origins, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

/** Ways to go without a disconnect. */
const ways: Record<string, (session: Session) => void> = {
  "end of input": ({ dap }) => dap.hangUp(),
  "a broken pipe": ({ adapter }) => {
    adapter.stdin.destroy();
    adapter.stdout.destroy();
  },
};
const signals = ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const;
if (process.platform !== "win32") {
  for (const signal of signals) ways[signal] = ({ adapter }) => void adapter.child.kill(signal);
}

for (const [way, goAway] of Object.entries(ways)) {
  describe.concurrent(`a client that vanishes by ${way}`, () => {
    for (const origin of origins) {
      const fate = origin === "launched" ? "ended" : "runs on";
      for (const moment of moments) {
        test(`${origin} and ${moment}: the debuggee ${fate}, the server lives`, async ({
          stage,
        }) => {
          const session = await sessionAt(stage, origin, moment);

          goAway(session);

          await session.adapter.gone();
          session.dap.leftOver();
          await expectFate(session, fate);
          await expectServer(stage, "lives");
        });
      }
    }

    test("before launch", async ({ stage }) => {
      const { client: dap, adapter } = stage.dap();
      await dap.request("initialize", { adapterID: "process-server" });

      goAway({ dap, adapter } as Session);

      await adapter.gone();
      expect(dap.leftOver()).toEqual([]);
    });
  });
}

describe.concurrent("a client that vanishes while the launch is pending", () => {
  test("leaves nothing behind", async ({ stage }) => {
    const { client, adapter } = stage.dap();
    const sample = await stage.sample("loop");
    const heartbeat = stage.heartbeat();
    const { connectionString: processServer } = await stage.server();
    await client.request("initialize", { adapterID: "process-server" });
    void client.send("launch", {
      ...stage.engine.configuration,
      processServer,
      program: stage.engine.debuggeePath(sample.file),
      args: [stage.engine.debuggeePath(heartbeat.file)],
    });

    client.hangUp();

    await adapter.gone();
    client.leftOver();
    await heartbeat.gone();
    await expectServer(stage, "lives");
  });
});
