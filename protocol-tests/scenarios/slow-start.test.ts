import { describe, expect, test } from "../support/fixtures.ts";
import { vsCode } from "../support/session.ts";
import { openSlowLink, type SlowLink } from "../support/slow-link.ts";
import type { Stage } from "../support/stage.ts";

/** Slow enough for a start to take seconds, quick enough to pass for a server that is there. */
const delayMs = 60;

/** The configuration of a launch through a link around the world. */
async function farAway(stage: Stage): Promise<{ link: SlowLink; args: Record<string, unknown> }> {
  const { connectionString, port } = await stage.server();
  const link = await openSlowLink(port, delayMs);
  const sample = await stage.sample("loop");
  return {
    link,
    args: {
      ...stage.engine.configuration,
      processServer: connectionString.replace(`port=${port}`, `port=${link.port}`),
      program: stage.engine.debuggeePath(sample.file),
      args: [stage.engine.debuggeePath(stage.heartbeat().file)],
    },
  };
}

describe("a start that takes long", () => {
  test("shows its progress, begun once and ended once", async ({ stage }) => {
    const { link, args } = await farAway(stage);
    const { client: dap } = stage.dap();
    await dap.request("initialize", vsCode);
    const launched = dap.send("launch", args);
    const launchSeq = dap.latestSeq;

    const { progressId, title, requestId } = await dap.next("progressStart");
    expect(title).toBeTruthy();
    expect(requestId).toBe(launchSeq);
    const update = await dap.next("progressUpdate", (body) => body.progressId === progressId);
    expect(update.message).toBeTruthy();
    await dap.next("initialized");
    await dap.next("progressEnd", (body) => body.progressId === progressId);
    expect(dap.pending("progressStart")).toBe(false);
    await dap.request("configurationDone");
    expect(await launched).toMatchObject({ success: true });

    await dap.request("disconnect", { terminateDebuggee: true });
    dap.leftOver();
    link.close();
  });

  test("shows nothing to a client that wants no progress", async ({ stage }) => {
    const { link, args } = await farAway(stage);
    const { client: dap } = stage.dap();
    await dap.request("initialize", { ...vsCode, supportsProgressReporting: false });
    const launched = dap.send("launch", args);

    await dap.next("initialized");
    await dap.request("configurationDone");
    expect(await launched).toMatchObject({ success: true });

    expect(dap.transcript.join("\n")).not.toMatch(/event progress/);
    await dap.request("disconnect", { terminateDebuggee: true });
    dap.leftOver();
    link.close();
  });

  for (const by of ["progressId", "requestId"] as const) {
    test(`can be cancelled by its ${by}`, async ({ stage }) => {
      const { link, args } = await farAway(stage);
      const { client: dap, adapter } = stage.dap();
      await dap.request("initialize", vsCode);
      const launched = dap.send("launch", args);
      const requestId = dap.latestSeq;
      const { progressId } = await dap.next("progressStart");

      await dap.request("cancel", by === "progressId" ? { progressId } : { requestId });

      expect(await launched).toMatchObject({ success: false, message: "cancelled" });
      await dap.next("progressEnd", (body) => body.progressId === progressId);
      await dap.request("disconnect");
      dap.leftOver();
      dap.hangUp();
      await adapter.gone();
      link.close();
      expect(await stage.serverAccepts()).toBe(true);
    });
  }

  test("gives way to a disconnect", async ({ stage }) => {
    const { link, args } = await farAway(stage);
    const { client: dap, adapter } = stage.dap();
    await dap.request("initialize", vsCode);
    const launched = dap.send("launch", args);
    await dap.next("progressStart");

    await dap.request("disconnect");

    expect(await launched).toMatchObject({ success: false });
    dap.leftOver();
    dap.hangUp();
    await adapter.gone();
    link.close();
    expect(await stage.serverAccepts()).toBe(true);
  });
});
