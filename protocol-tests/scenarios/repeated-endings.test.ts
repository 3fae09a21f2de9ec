import { expectFate, expectServer, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** A launch of a sample that waits for its debuggee, or for the client to configure. */
async function pendingLaunch(stage: Stage) {
  const { client, adapter } = stage.dap();
  const sample = await stage.sample("loop");
  const heartbeat = stage.heartbeat();
  const { connectionString: processServer } = await stage.server();
  await client.request("initialize", vsCode);
  const launched = client.send("launch", {
    ...stage.engine.configuration,
    processServer,
    program: stage.engine.debuggeePath(sample.file),
    args: [stage.engine.debuggeePath(heartbeat.file)],
  });
  return { client, adapter, heartbeat, launched };
}

/** Ends a session whose launch is pending, and checks that nothing of it is left. */
async function endsLaunch(
  { client, adapter, heartbeat, launched }: Awaited<ReturnType<typeof pendingLaunch>>,
  ending: "disconnect" | "terminate",
): Promise<void> {
  await client.request(ending, { restart: false, terminateDebuggee: true });

  expect((await launched).success).toBe(false);
  client.leftOver();
  client.hangUp();
  await adapter.gone();
  await heartbeat.gone();
}

describe.concurrent("endings in any order", () => {
  test("terminate twice", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "running");

    await Promise.all([session.dap.request("terminate"), session.dap.request("terminate")]);

    expect(session.dap.leftOver()).toEqual(["exited", "terminated"]);
    await session.disconnect();
    await expectServer(stage, "ended");
  });

  test("disconnect twice", async ({ stage }) => {
    const session = await sessionAt(stage, "attached", "stopped");

    await Promise.all([session.dap.request("disconnect"), session.dap.request("disconnect")]);

    session.dap.hangUp();
    await session.adapter.gone();
    session.dap.leftOver();
    await expectFate(session, "runs on");
  });

  test("disconnect {terminateDebuggee} overtakes a terminate", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "running");

    await Promise.all([
      session.dap.request("terminate", { restart: false }),
      session.dap.request("disconnect", { restart: false, terminateDebuggee: true }),
    ]);

    session.dap.leftOver();
    session.dap.hangUp();
    await session.adapter.gone();
    await expectFate(session, "ended");
  });

  test("terminate after a completed disconnect does nothing", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "running");
    await session.dap.request("disconnect", { terminateDebuggee: false });

    await session.dap.request("terminate");

    session.dap.leftOver();
    session.dap.hangUp();
    await session.adapter.gone();
    await expectServer(stage, "lives");
    await expectFate(session, "runs on");
  });

  test("terminate after the debuggee has exited by itself leaves the server", async ({ stage }) => {
    const session = await stage.launch("exit-code", { args: ["3"] });
    await session.dap.next("exited");
    await session.dap.next("terminated");

    await session.dap.request("terminate");

    session.dap.hangUp();
    await session.adapter.gone();
    await expectServer(stage, "lives");
  });

  for (const ending of ["disconnect", "terminate"] as const) {
    test(`${ending} before launch`, async ({ stage }) => {
      const { client, adapter } = stage.dap();
      await client.request("initialize", vsCode);

      await client.request(ending);

      client.leftOver();
      client.hangUp();
      await adapter.gone();
    });

    test(`${ending} while a launch is pending`, async ({ stage }) => {
      const launch = await pendingLaunch(stage);

      await endsLaunch(launch, ending);
    });

    test(`${ending} between initialized and configurationDone`, async ({ stage }) => {
      const launch = await pendingLaunch(stage);
      await launch.client.next("initialized");

      await endsLaunch(launch, ending);
    });
  }

  test("a failed launch is followed by disconnect", async ({ stage }) => {
    const { client, adapter } = stage.dap();
    const { connectionString: processServer } = await stage.server();
    await client.request("initialize", vsCode);
    await client.refused("launch", {
      ...stage.engine.configuration,
      processServer,
      program: stage.engine.debuggeePath("/no/such/program"),
    });

    await client.request("disconnect");

    client.leftOver();
    client.hangUp();
    await adapter.gone();
    await expectServer(stage, "lives");
  });
});
