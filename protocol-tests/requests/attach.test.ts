import { eventually } from "../support/eventually.ts";
import { address, type Conversation, describe, expect, test } from "./fixtures.ts";

/** How often the process was looked for. */
const looks = ({ engine }: Conversation) =>
  engine.calls.filter((call) => call === "runningProcesses").length;

describe("attach", () => {
  test("goes through the process server and lets the process run on", async ({ talk }) => {
    await talk.initialize();
    const { started } = await talk.begin({}, "attach");
    await talk.dap.request("configurationDone");

    expect((await started).success).toBe(true);
    expect(talk.engine.calls).toEqual([`connectProcessServer ${address}`, "attach 4711", "start"]);
    expect(await talk.dap.next("process")).toMatchObject({ startMethod: "attach" });
  });

  test("takes the id as text, as process pickers give it", async ({ talk }) => {
    await talk.run({ processId: "99" }, { request: "attach" });

    expect(talk.dap.transcript.join("\n")).toContain('"systemProcessId":99');
  });

  test("stops where the process is when asked to", async ({ talk }) => {
    await talk.run({ stopOnEntry: true }, { request: "attach" });

    expect(await talk.dap.next("stopped")).toMatchObject({ reason: "entry" });
  });

  test("finds the one process of a name", async ({ talk }) => {
    talk.engine.processes = [
      { id: 5, name: "prog" },
      { id: 6, name: "Prog" },
    ];
    await talk.initialize();
    const { started } = await talk.begin({ processId: undefined, processName: "prog" }, "attach");
    await talk.dap.request("configurationDone");
    await started;

    expect(talk.engine.calls).toContain("attach 5");
  });

  test("ignores case and .exe for Windows programs", async ({ talk }) => {
    talk.engine.processes = [{ id: 6, name: "Prog.EXE" }];
    await talk.initialize();
    const configuration = { processId: undefined, processName: "prog", engine: "dbgeng" };
    const { started } = await talk.begin(configuration, "attach");
    await talk.dap.request("configurationDone");
    await started;

    expect(talk.engine.calls).toContain("attach 6");
  });

  test("lists the candidates when several processes have the name", async ({ talk }) => {
    talk.engine.processes = [
      { id: 5, name: "prog", commandLine: "./prog one" },
      { id: 6, name: "prog", commandLine: "./prog two" },
    ];
    await talk.initialize();

    const refusal = await talk.dap.refused("attach", {
      processServer: address,
      processName: "prog",
    });

    expect(refusal).toEqual({
      id: 302,
      message: refusal.format,
      format: `2 processes are named "prog" on process server ${address}: choose one by "processId" from 5 (./prog one), 6 (./prog two).`,
      showUser: true,
    });
    expect(talk.engine.calls.slice(-2)).toEqual(["disconnectProcessServer", "close"]);
  });

  test("says when nobody has the name", async ({ talk }) => {
    await talk.initialize();

    const refusal = await talk.dap.refused("attach", {
      processServer: address,
      processName: "prog",
    });

    expect(refusal.format).toContain(`No process named "prog" runs`);
  });

  test("waits for a process that is still to come", async ({ talk }) => {
    await talk.initialize();
    const configuration = { processId: undefined, processName: "prog", waitFor: true };
    const begun = talk.begin(configuration, "attach");
    await eventually("a second look", () => looks(talk) > 1);

    talk.engine.processes = [{ id: 8, name: "prog" }];
    const { started } = await begun;
    await talk.dap.request("configurationDone");

    expect(await started).toMatchObject({ success: true });
    expect(talk.engine.calls).toContain("attach 8");
  });

  test("that waits for a process can be cancelled", async ({ talk }) => {
    await talk.initialize();
    const configuration = { processServer: address, processName: "prog", waitFor: true };
    const attach = talk.dap.send("attach", configuration);
    const requestId = talk.dap.latestSeq;
    await eventually("a look", () => looks(talk) > 0);

    await talk.dap.request("cancel", { requestId });

    expect(await attach).toMatchObject({ success: false, message: "cancelled" });
    expect(talk.engine.calls.slice(-2)).toEqual(["disconnectProcessServer", "close"]);
  });

  test("wants exactly one of id and name", async ({ talk }) => {
    await talk.initialize();

    expect((await talk.dap.refused("attach", {})).format).toContain('"processId"');
    expect((await talk.dap.refused("attach", { processId: 1, processName: "x" })).format).toContain(
      "keep one",
    );
  });
});
