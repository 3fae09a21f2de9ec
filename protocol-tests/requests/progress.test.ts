import { address, describe, expect, test } from "./fixtures.ts";

const client = { supportsProgressReporting: true };

describe("progress", () => {
  test("of a start that takes long is shown, updated and ended", async ({ talk }) => {
    await talk.initialize(client);
    const release = talk.engine.hold("connectProcessServer");
    const releaseLaunch = talk.engine.hold("launch");
    const launch = talk.dap.send("launch", { program: "/prog", processServer: address });
    const requestId = talk.dap.latestSeq;

    const { progressId, ...start } = await talk.dap.next("progressStart");
    expect(start).toEqual({
      title: "Launching",
      requestId,
      cancellable: true,
      message: `Connecting to ${address}`,
    });
    release();
    expect(await talk.dap.next("progressUpdate")).toEqual({
      progressId,
      message: "Starting /prog",
    });
    releaseLaunch();
    await talk.dap.next("initialized");
    expect(await talk.dap.next("progressEnd")).toEqual({ progressId });
    await talk.dap.request("configurationDone");
    expect((await launch).success).toBe(true);
  });

  test("can be cancelled, and ends all the same", async ({ talk }) => {
    await talk.initialize(client);
    talk.engine.hold("connectProcessServer");
    const launch = talk.dap.send("launch", { program: "/prog", processServer: address });
    const { progressId } = await talk.dap.next("progressStart");

    await talk.dap.request("cancel", { progressId });

    expect(await launch).toMatchObject({ success: false, message: "cancelled" });
    expect(await talk.dap.next("progressEnd")).toEqual({ progressId });
  });

  test("ends when the session does", async ({ talk }) => {
    await talk.initialize(client);
    talk.engine.hold("connectProcessServer");
    const launch = talk.dap.send("launch", { program: "/prog", processServer: address });
    const { progressId } = await talk.dap.next("progressStart");

    await talk.dap.request("disconnect");

    expect((await launch).success).toBe(false);
    expect(await talk.dap.next("progressEnd")).toEqual({ progressId });
    talk.dap.leftOver();
  });

  test("of a look that takes long is shown as well", async ({ talk }) => {
    await talk.stop(client);
    const release = talk.engine.hold("disassemble");
    const reply = talk.dap.send("disassemble", { memoryReference: "0x1", instructionCount: 1 });
    const { progressId } = await talk.dap.next("progressStart");

    release();

    expect((await reply).success).toBe(true);
    expect(await talk.dap.next("progressEnd")).toEqual({ progressId });
  });

  test("is not worth a word for what is quick, or for a client without it", async ({ talk }) => {
    await talk.stop();

    await talk.dap.request("disassemble", { memoryReference: "0x1", instructionCount: 0 });

    expect(talk.dap.transcript.join("\n")).not.toContain("event progress");
  });
});
