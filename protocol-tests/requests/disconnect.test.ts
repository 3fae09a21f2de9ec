import { EngineError } from "../../src/engine/errors.ts";
import { embeddedAddress } from "../support/fake-engine.ts";
import { address, describe, expect, test } from "./fixtures.ts";

const left = ["detach", "disconnectProcessServer", "close"];
const ended = ["kill", "disconnectProcessServer", "close"];

/** What clients really send, and what has to become of a launched and of an attached debuggee. */
const table: readonly {
  args: Record<string, unknown> | null | undefined;
  configuration?: Record<string, unknown>;
  launched: readonly string[];
  attached: readonly string[];
}[] = [
  { args: undefined, launched: left, attached: left },
  { args: null, launched: left, attached: left },
  { args: {}, launched: left, attached: left },
  { args: { restart: false }, launched: left, attached: left },
  { args: { terminateDebuggee: null }, launched: left, attached: left },
  { args: { restart: false, terminateDebuggee: false }, launched: left, attached: left },
  {
    args: { restart: false, terminateDebuggee: false, suspendDebuggee: false },
    launched: left,
    attached: left,
  },
  {
    args: { restart: false },
    configuration: { onDisconnect: "terminate" },
    launched: ended,
    attached: left,
  },
  { args: { restart: false, terminateDebuggee: true }, launched: ended, attached: ended },
  { args: { restart: true }, launched: ended, attached: left },
  { args: { restart: true, terminateDebuggee: true }, launched: ended, attached: left },
  {
    args: { restart: false, terminateDebuggee: false, suspendDebuggee: true },
    launched: ["suspend", "disconnectProcessServer", "close"],
    attached: ["suspend", "disconnectProcessServer", "close"],
  },
];

describe("disconnect", () => {
  for (const { args, configuration = {}, ...fates } of table) {
    for (const [origin, request] of [
      ["launched", "launch"],
      ["attached", "attach"],
    ] as const) {
      const how = `${JSON.stringify(args)} ${JSON.stringify(configuration)}`;
      test(`of what was ${origin}, ${how}: ${fates[origin][0]}`, async ({ talk }) => {
        await talk.run(configuration, { request });

        await talk.dap.request("disconnect", args as never);

        expect(talk.engine.calls).toEqual(fates[origin]);
        expect(talk.dap.leftOver()).toEqual(
          fates[origin] === ended ? ["exited", "terminated"] : ["terminated"],
        );
        expect(talk.dap.transcript.at(-1)).toBe("<- reply disconnect");
        expect(await talk.dap.output("console", "\n")).toBe(
          `Process server ${address} keeps running.\n`,
        );
        await talk.session.finished.passed;
      });
    }
  }

  test("leaves the debuggee alone where it cannot be left stopped", async ({ talk }) => {
    talk.engine.features = { suspendDebuggee: false, singleThread: false, sharedServers: false };
    await talk.run();

    await talk.dap.request("disconnect", { suspendDebuggee: true });

    expect(talk.engine.calls).toEqual(left);
    talk.dap.leftOver();
  });

  test("before initialize says nothing but the reply", async ({ talk }) => {
    await talk.dap.request("disconnect");

    expect(talk.dap.transcript).toEqual(["-> disconnect", "<- reply disconnect"]);
    await talk.session.finished.passed;
  });

  test("before launch", async ({ talk }) => {
    await talk.initialize();

    await talk.dap.request("disconnect");

    expect(talk.dap.leftOver()).toEqual([]);
    expect(await talk.dap.refused("launch", { program: "/prog" })).toMatchObject({ id: 204 });
  });

  for (const call of ["connectProcessServer", "launch"] as const) {
    test(`gives up a launch that waits in ${call}`, async ({ talk }) => {
      await talk.initialize();
      const release = talk.engine.hold(call);
      const started = talk.dap.send("launch", { program: "/prog", processServer: address });
      await talk.dap.request("threads");

      const left = talk.dap.send("disconnect");
      await talk.dap.request("threads");
      release();

      expect((await left).success).toBe(true);
      expect(await started).toMatchObject({ success: false, message: "cancelled" });
      const kill = call === "launch" ? ["kill"] : [];
      expect(talk.engine.calls.slice(call === "launch" ? 2 : 1)).toEqual([
        ...kill,
        "disconnectProcessServer",
        "close",
      ]);
      expect(talk.dap.transcript.at(-1)).toBe("<- reply disconnect");
      talk.dap.leftOver();
    });
  }

  test("gives up a launch that never gets anywhere", async ({ talk }) => {
    await talk.initialize();
    talk.engine.hold("connectProcessServer");
    const started = talk.dap.send("launch", { program: "/prog", processServer: address });
    await talk.dap.request("threads");

    await talk.dap.request("disconnect");

    expect((await started).success).toBe(false);
    expect(talk.engine.calls.at(-1)).toBe("close");
    talk.dap.leftOver();
  });

  test("while the client configures", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin();

    await talk.dap.request("disconnect", { terminateDebuggee: true });

    expect((await started).success).toBe(false);
    expect(talk.engine.calls.slice(2)).toEqual(ended);
    talk.dap.leftOver();
  });

  test("twice at the same time", async ({ talk }) => {
    await talk.run();

    await Promise.all([talk.dap.request("disconnect"), talk.dap.request("disconnect")]);

    expect(talk.engine.calls).toEqual(left);
    expect(talk.dap.leftOver()).toEqual(["terminated"]);
  });

  test("answers whatever else is in progress first", async ({ talk }) => {
    await talk.stop();
    talk.engine.hold("evaluate");
    const evaluated = talk.dap.send("evaluate", { expression: "f()" });
    const queued = talk.dap.send("stackTrace", { threadId: 7 });

    await talk.dap.request("disconnect");

    expect((await evaluated).success).toBe(false);
    expect((await queued).success).toBe(false);
    expect(talk.dap.transcript.at(-1)).toBe("<- reply disconnect");
    talk.dap.leftOver();
  });

  test("after the debuggee has exited", async ({ talk }) => {
    await talk.run({}, { request: "launch" });
    talk.engine.raise({ type: "exited", exitCode: 3 });

    await talk.dap.request("disconnect", { terminateDebuggee: true });

    expect(talk.engine.calls).toEqual(["disconnectProcessServer", "close"]);
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
  });

  test("of a server of its own says how long that one lives", async ({ talk }) => {
    await talk.run({ processServer: undefined });

    await talk.dap.request("disconnect");

    expect(await talk.dap.output("console", "\n")).toBe(
      `Process server ${embeddedAddress} keeps running until the debuggee ends.\n`,
    );
    talk.dap.leftOver();
  });

  test("of a server of its own says when nobody needs that one any more", async ({ talk }) => {
    await talk.run({ processServer: undefined });

    await talk.dap.request("disconnect", { terminateDebuggee: true });

    expect(await talk.dap.output("console", "\n")).toBe(
      `Process server ${embeddedAddress} ends by itself, because this session started it and needs it no more.\n`,
    );
    talk.dap.leftOver();
  });

  test("ends the session even if the debuggee cannot be left", async ({ talk }) => {
    await talk.run();
    talk.engine.failNext("detach", new EngineError("native", "It is stuck."));

    const refusal = await talk.dap.refused("disconnect");

    expect(refusal).toMatchObject({ format: "It is stuck.", showUser: true });
    expect(talk.engine.calls).toEqual(left);
    await talk.session.over.passed;
    talk.dap.leftOver();
  });

  test("does not wait for ever for an engine that does not answer", async ({ talk }) => {
    await talk.run();
    talk.engine.hold("detach");

    const refusal = await talk.dap.refused("disconnect");

    expect(refusal.format).toBe("The debuggee could not be left: the debugger does not answer.");
    expect(talk.engine.calls.at(-1)).toBe("close");
    talk.dap.leftOver();
  });

  test("says nothing more after its reply", async ({ talk }) => {
    await talk.run();
    await talk.dap.request("disconnect");

    talk.engine.raise({ type: "output", channel: "stdout", text: "late" });
    talk.session.say("console", "Even later.");
    await talk.dap.request("threads");

    expect(talk.dap.transcript.at(-1)).toContain("reply threads");
    talk.dap.leftOver();
  });
});
