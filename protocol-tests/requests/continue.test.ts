import { EngineError } from "../../src/engine/errors.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("continue", () => {
  test("runs every thread and says so", async ({ talk }) => {
    await talk.stop();

    const reply = await talk.dap.request("continue", { threadId: 7 });

    expect(reply).toEqual({ allThreadsContinued: true });
    expect(talk.engine.calls).toEqual(["resume"]);
  });

  test("runs one thread when asked to", async ({ talk }) => {
    await talk.stop();

    const reply = await talk.dap.request("continue", { threadId: 7, singleThread: true });

    expect(reply).toEqual({ allThreadsContinued: false });
    expect(talk.engine.calls).toEqual(["resume 7"]);
  });

  test("runs all where the engine cannot run one", async ({ talk }) => {
    talk.engine.features = { suspendDebuggee: false, singleThread: false, sharedServers: false };
    await talk.stop();

    const reply = await talk.dap.request("continue", { threadId: 7, singleThread: true });

    expect(reply).toEqual({ allThreadsContinued: true });
    expect(talk.dap.pending("capabilities")).toBe(false);
  });

  test("replies before a stop that comes at once", async ({ talk }) => {
    await talk.stop();
    talk.engine.stopDuringMotion = {
      type: "stopped",
      stop: { threadId: 7, reason: { kind: "step" } },
    };

    await talk.dap.request("continue", { threadId: 7 });
    await talk.dap.next("stopped");

    const last = talk.dap.transcript.slice(-3).map((line) => line.split(" ").slice(0, 3).join(" "));
    expect(last[1]).toBe("<- reply continue");
    expect(last[2]).toBe("<- event stopped");
  });

  test("is refused while the debuggee runs", async ({ talk }) => {
    await talk.run();

    expect(await talk.dap.refused("continue", { threadId: 7 })).toMatchObject({
      message: "notStopped",
      id: 200,
      showUser: false,
    });
  });

  test("leaves the session stopped when the engine cannot resume", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.failNext("resume", new EngineError("native", "It does not answer."));

    const refusal = await talk.dap.refused("continue", { threadId: 7 });

    expect(refusal).toMatchObject({ id: 301, format: "It does not answer." });
    await talk.dap.request("scopes", { frameId });
    await talk.dap.request("continue", { threadId: 7 });
  });
});
