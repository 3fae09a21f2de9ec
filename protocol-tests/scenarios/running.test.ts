import { describe, expect, test } from "../support/fixtures.ts";

describe("while the debuggee runs", () => {
  test("whatever needs it stopped is refused at once", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    const { threadId } = await session.stopped("breakpoint");
    const { id: frameId } = await session.top();
    const { scopes } = await session.dap.request("scopes", { frameId });
    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();

    const refusals = await Promise.all([
      session.dap.refused("stackTrace", { threadId }),
      session.dap.refused("continue", { threadId }),
      session.dap.refused("evaluate", { expression: "count", context: "watch" }),
      session.dap.refused("evaluate", { expression: "latest", context: "hover" }),
    ]);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ message: "notStopped", showUser: false });
    }
    const variablesReference = scopes[0]?.variablesReference;
    await session.dap.refused("scopes", { frameId });
    await session.dap.refused("variables", { variablesReference });
    await session.heartbeat.next();
    await session.disconnect();
  });

  test("requests do not wait for each other", async ({ stage }) => {
    const session = await stage.launch("threads");
    await session.heartbeat.next();

    await Promise.all([
      session.dap.request("threads"),
      session.dap.refused("stackTrace", { threadId: 1 }),
      session.setBreakpoints("in-advance"),
      session.dap.request("threads"),
    ]);
    await session.stopped("breakpoint");

    await session.disconnect();
    session.dap.leftOver();
    await session.heartbeat.unharmed(await stage.cleanCode("threads"));
  });

  test("disconnect overtakes a pause", async ({ stage }) => {
    const session = await stage.attach("loop");
    await session.heartbeat.next();

    const paused = session.dap.send("pause", { threadId: 1 });
    await session.disconnect();
    await paused;

    session.dap.leftOver();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("a cancel is answered, whatever it names", async ({ stage, skip }) => {
    const session = await stage.launch("loop");
    skip(!session.capabilities.supportsCancelRequest, "cancel is not announced");

    await session.dap.request("cancel", { requestId: 4711 });

    await session.heartbeat.next();
    await session.disconnect();
  });
});
