import { EngineError } from "../../src/engine/errors.ts";
import { address, describe, expect, test } from "./fixtures.ts";

const endsAll = ["kill", "endProcessServer", "close"];
const keepsServer = ["kill", "disconnectProcessServer", "close"];

describe("terminate", () => {
  for (const request of ["launch", "attach"] as const) {
    for (const args of [undefined, null, {}, { restart: false }]) {
      test(`${request}, ${JSON.stringify(args)}: ends debuggee and server`, async ({ talk }) => {
        await talk.run({}, { request });

        await talk.dap.request("terminate", args as never);

        expect(talk.engine.calls).toEqual(endsAll);
        expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
        expect(talk.dap.transcript.at(-1)).toBe("<- reply terminate");
        expect(await talk.dap.output("console", "\n")).toBe(`Process server ${address} ended.\n`);
        await talk.dap.request("disconnect", { restart: false, terminateDebuggee: false });
        expect(talk.engine.calls).toEqual(endsAll);
      });
    }

    test(`${request}, restart: keeps the server for the next session`, async ({ talk }) => {
      await talk.run({}, { request });

      await talk.dap.request("terminate", { restart: true });

      expect(talk.engine.calls).toEqual(keepsServer);
      talk.dap.leftOver();
    });

    test(`${request}, keepServer: keeps the server`, async ({ talk }) => {
      await talk.run({ onTerminate: "keepServer" }, { request });

      await talk.dap.request("terminate");

      expect(talk.engine.calls).toEqual(keepsServer);
      expect(await talk.dap.output("console", "\n")).toContain("keeps running");
      talk.dap.leftOver();
    });
  }

  test("attach, detach: lets the program run on", async ({ talk }) => {
    await talk.run({ onTerminate: "detach" }, { request: "attach" });

    await talk.dap.request("terminate");

    expect(talk.engine.calls).toEqual(["detach", "disconnectProcessServer", "close"]);
    talk.dap.leftOver();
  });

  test("stopped as well as running", async ({ talk }) => {
    await talk.stop();

    await talk.dap.request("terminate");

    expect(talk.engine.calls).toEqual(endsAll);
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
  });

  test("before anything was launched succeeds", async ({ talk }) => {
    await talk.initialize();

    await talk.dap.request("terminate");
    await talk.dap.request("terminate");

    expect(talk.dap.leftOver()).toEqual(["terminated"]);
  });

  test("after a failed launch succeeds", async ({ talk }) => {
    await talk.initialize();
    talk.openFailure = new EngineError("missing", "There is no gdb.");
    await talk.dap.refused("launch", { program: "/prog" });

    await talk.dap.request("terminate");

    talk.dap.leftOver();
  });

  test("while a launch is pending gives it up", async ({ talk }) => {
    await talk.initialize();
    const release = talk.engine.hold("launch");
    const started = talk.dap.send("launch", { program: "/prog", processServer: address });
    await talk.dap.request("threads");

    const terminated = talk.dap.send("terminate", { restart: false });
    const left = talk.dap.send("disconnect", { terminateDebuggee: false });
    await talk.dap.request("threads");
    release();

    expect((await terminated).success).toBe(true);
    expect((await left).success).toBe(true);
    expect(await started).toMatchObject({ success: false, message: "cancelled" });
    expect(talk.engine.calls.slice(2)).toEqual(endsAll);
    talk.dap.leftOver();
  });

  test("twice at the same time, and once more", async ({ talk }) => {
    await talk.run();

    await Promise.all([talk.dap.request("terminate"), talk.dap.request("terminate")]);
    await talk.dap.request("terminate");

    expect(talk.engine.calls).toEqual(endsAll);
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
  });

  test("is overtaken by disconnect {terminateDebuggee} in the same moment", async ({ talk }) => {
    await talk.run();

    const terminated = talk.dap.send("terminate", { restart: false });
    await talk.dap.request("disconnect", { restart: false, terminateDebuggee: true });

    expect((await terminated).success).toBe(true);
    expect(talk.engine.calls).toEqual(keepsServer);
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
    expect(talk.dap.transcript.at(-1)).toBe("<- reply disconnect");
  });

  test("is overtaken when it hangs", async ({ talk }) => {
    await talk.run();
    talk.engine.hold("kill");
    const terminated = talk.dap.send("terminate");
    await talk.dap.request("threads");
    const before = performance.now();

    await talk.dap.send("disconnect", { restart: false, terminateDebuggee: true });

    expect(performance.now() - before).toBeLessThan(2500);
    await terminated;
    expect(talk.engine.calls.filter((call) => call === "kill")).toHaveLength(1);
    expect(talk.engine.calls.at(-1)).toBe("close");
    talk.dap.leftOver();
  });

  test("does not spend the connection twice when it is overtaken late", async ({ talk }) => {
    await talk.run();
    const release = talk.engine.hold("endProcessServer");
    const terminated = talk.dap.send("terminate");
    await expect.poll(() => talk.engine.calls).toContain("endProcessServer");

    const left = talk.dap.send("disconnect", { terminateDebuggee: true });
    await talk.dap.request("threads");
    release();

    expect((await left).success).toBe(true);
    expect((await terminated).success).toBe(true);
    expect(talk.engine.calls.filter((call) => call.endsWith("ProcessServer"))).toEqual([
      "endProcessServer",
    ]);
    talk.dap.leftOver();
  });

  test("after a completed disconnect kills nothing", async ({ talk }) => {
    await talk.run();
    await talk.dap.request("disconnect");
    const calls = [...talk.engine.calls];

    await talk.dap.request("terminate");

    expect(talk.engine.calls).toEqual(calls);
    expect(talk.dap.leftOver()).toEqual(["terminated"]);
  });

  test("after the debuggee has exited by itself leaves the server", async ({ talk }) => {
    await talk.run();
    talk.engine.raise({ type: "exited", exitCode: 0 });

    // Some clients send it by themselves as soon as they are told of the end.
    await talk.dap.request("terminate");

    expect(talk.engine.calls).toEqual(["disconnectProcessServer", "close"]);
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
  });

  test("says so when the debuggee cannot be ended, and the session goes on", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.failNext("kill", new EngineError("refused", "Access to the debuggee is denied."));

    const refusal = await talk.dap.refused("terminate");

    expect(refusal).toMatchObject({
      format: "Access to the debuggee is denied.",
      showUser: true,
    });
    await talk.dap.request("scopes", { frameId });
    await talk.dap.request("terminate");
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
  });

  test("is the end all the same when the engine is lost over it", async ({ talk }) => {
    await talk.run();
    const release = talk.engine.hold("kill");
    talk.engine.failNext("kill", new EngineError("native", "The debugger had to be ended."));
    const terminated = talk.dap.send("terminate");
    await talk.dap.request("threads");
    talk.engine.raise({ type: "lost", what: "engine", message: "The debugger is gone." });
    release();

    expect(await terminated).toMatchObject({ success: false });
    expect(await talk.dap.output("important", "\n")).toBe("The debugger is gone.\n");
    await talk.dap.next("terminated");
    await talk.dap.request("disconnect");
  });

  test("tells when the server could not be ended", async ({ talk }) => {
    await talk.run();
    talk.engine.failNext("endProcessServer", new EngineError("native", "It is busy."));

    await talk.dap.request("terminate");

    expect(await talk.dap.output("console", "\n")).toBe(
      `Process server ${address} could not be ended: It is busy.\n`,
    );
    talk.dap.leftOver();
  });
});
