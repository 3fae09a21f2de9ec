import { expectFate, expectServer, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Stage } from "../support/stage.ts";

const oneAtATime = ({ engine }: Stage) => engine.kind === "gdb";

describe("a process server that several sessions use", () => {
  for (const terminateDebuggee of [false, true]) {
    test(`disconnect {terminateDebuggee: ${terminateDebuggee}} concerns one of them`, async ({
      stage,
      skip,
    }) => {
      skip(oneAtATime(stage), "gdbserver serves one session at a time, and says so");
      const first = await sessionAt(stage, "launched", "running");
      const second = await sessionAt(stage, "launched", "stopped");

      await first.disconnect({ terminateDebuggee });

      first.dap.leftOver();
      await expectFate(first, terminateDebuggee ? "ended" : "runs on");
      await second.setBreakpoints();
      await second.continue();
      await second.heartbeat.next();
      await second.disconnect({ terminateDebuggee: true });
      second.dap.leftOver();
      await expectServer(stage, "lives");
    });
  }

  test("terminate with onTerminate keepServer leaves it to the others", async ({ stage, skip }) => {
    skip(oneAtATime(stage), "gdbserver serves one session at a time, and says so");
    const configuration = { onTerminate: "keepServer" };
    const first = await sessionAt(stage, "attached", "running", { configuration });
    const second = await sessionAt(stage, "attached", "running");

    await first.dap.request("terminate");

    expect(first.dap.leftOver()).toEqual(["exited", "terminated"]);
    await expectFate(first, "ended");
    await second.dap.request("pause", { threadId: 0 });
    await second.stopped("pause");
    await second.disconnect();
    await expectFate(second, "runs on");
    await expectServer(stage, "lives");
  });
});
