import { EngineError } from "../../src/engine/errors.ts";
import { address, describe, expect, source, test } from "./fixtures.ts";

describe("restart", () => {
  test("ends and launches again on the same connection", async ({ talk }) => {
    await talk.stop({}, { stopOnEntry: false, args: ["1"] });

    await talk.dap.request("restart");

    expect(talk.engine.calls).toEqual(["threads", "kill", "launch /prog", "start"]);
    expect(talk.engine.launched?.args).toEqual(["1"]);
    expect(await talk.dap.next("continued")).toEqual({ threadId: 7, allThreadsContinued: true });
    expect(await talk.dap.next("thread")).toEqual({ reason: "exited", threadId: 7 });
    await talk.dap.next("process");
    await talk.dap.next("process");
    expect(talk.dap.leftOver()).toEqual([]);
    expect(await talk.dap.refused("stackTrace", { threadId: 7 })).toMatchObject({ id: 200 });
  });

  test("leaves and attaches again", async ({ talk }) => {
    await talk.run({}, { request: "attach" });

    await talk.dap.request("restart", {});

    expect(talk.engine.calls).toEqual(["threads", "detach", "attach 4711", "start"]);
  });

  test("replies before the stop at the entry", async ({ talk }) => {
    await talk.run({ stopOnEntry: true });
    await talk.dap.next("stopped");

    await talk.dap.request("restart");

    await talk.dap.next("continued");
    expect(await talk.dap.next("stopped")).toMatchObject({ reason: "entry" });
    const last = talk.dap.transcript.filter((line) => /reply restart|event stopped/.test(line));
    expect(last.map((line) => line.split(" ")[2])).toEqual(["stopped", "restart", "stopped"]);
  });

  const configuration = { program: "/other", processServer: address, args: ["2"] };
  for (const [shape, args] of [
    ["nested", { arguments: configuration }],
    ["not nested, as an older client sends it", configuration],
  ] as const) {
    test(`takes the newest configuration, ${shape}`, async ({ talk }) => {
      await talk.run();

      await talk.dap.request("restart", args as never);

      expect(talk.engine.launched).toMatchObject({ program: "/other", args: ["2"] });
    });
  }

  test("takes the breakpoints along when paths are translated in another way", async ({ talk }) => {
    await talk.run({ sourceFileMap: { "/old": "/src" } });
    await talk.dap.request("setBreakpoints", {
      source: { path: source },
      breakpoints: [{ line: 3 }],
    });
    talk.engine.calls.length = 0;

    await talk.dap.request("restart", {
      arguments: { ...configuration, sourceFileMap: { "/new": "/src" } },
    });

    expect(talk.engine.calls.filter((call) => call.startsWith("setSource"))).toEqual([
      "setSourceBreakpoints /old/prog.c ",
      "setSourceBreakpoints /new/prog.c 3",
    ]);
  });

  test("refuses a configuration for another server", async ({ talk }) => {
    await talk.run();

    const refusal = await talk.dap.refused("restart", {
      arguments: { program: "/prog", processServer: "tcp:server=elsewhere,port=1" },
    });

    expect(refusal).toMatchObject({ id: 310, showUser: true });
    expect(talk.engine.calls).toEqual([]);
    await talk.dap.request("pause", { threadId: 7 });
  });

  test("keeps going when the old debuggee cannot be ended", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.failNext("kill", new EngineError("refused", "It may not be ended."));

    expect((await talk.dap.refused("restart")).format).toBe("It may not be ended.");

    await talk.dap.request("scopes", { frameId });
  });

  test("ends the session when the new debuggee cannot be started", async ({ talk }) => {
    await talk.run();
    talk.engine.failNext("launch", new EngineError("notFound", "The program is gone."));

    expect(await talk.dap.refused("restart")).toMatchObject({
      format: "The program is gone.",
      showUser: true,
    });

    await talk.dap.next("terminated");
    await talk.dap.request("disconnect");
    expect(talk.engine.calls.slice(-2)).toEqual(["disconnectProcessServer", "close"]);
  });

  test("tells the end of the new debuggee", async ({ talk }) => {
    await talk.run();
    await talk.dap.request("setBreakpoints", { source: { path: source }, breakpoints: [] });
    await talk.dap.request("restart");

    talk.engine.raise({ type: "exited", exitCode: 4 });

    expect(await talk.dap.next("exited")).toEqual({ exitCode: 4 });
    await talk.dap.next("terminated");
  });

  test("can be ended in the middle", async ({ talk }) => {
    await talk.run();
    talk.engine.hold("launch");
    const restarted = talk.dap.send("restart");
    await talk.dap.request("threads");

    await talk.dap.request("disconnect", { terminateDebuggee: true });

    expect(await restarted).toMatchObject({ success: false });
    expect(talk.engine.calls.slice(-2)).toEqual(["disconnectProcessServer", "close"]);
    talk.dap.leftOver();
  });
});
