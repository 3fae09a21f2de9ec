import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";

describe("goto", () => {
  test("goes on at a line without running what lies between", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    await session.dap.request("next", { threadId: session.threadId });
    await session.stopped("step");
    const { targets } = await session.dap.request("gotoTargets", {
      source: { path: session.sample.source },
      line: session.line("call-add"),
    });
    expect(targets).toMatchObject([{ line: session.line("call-add") }]);
    const from = session.dap.transcript.length;

    await session.dap.request("goto", {
      threadId: session.threadId,
      targetId: targets[0]?.id ?? 0,
    });
    const frame = await session.stoppedIn("goto");

    const said = session.dap.transcript.slice(from).join("\n");
    expect(said.indexOf("reply goto")).toBeLessThan(said.indexOf("event stopped"));
    expect(frame.line).toBe(session.line("call-add"));
    // The second number was never set.
    expect((await session.evaluate("second == 20")).result).not.toMatch(/^(1|true)$/);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("goes back and does it all again", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start", "end"], args: ["5"] });
    await session.stopped("breakpoint");
    await session.continue();
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("end"));
    const { targets } = await session.dap.request("gotoTargets", {
      source: { path: session.sample.source },
      line: session.line("start"),
    });

    await session.dap.request("goto", {
      threadId: session.threadId,
      targetId: targets[0]?.id ?? 0,
    });
    await session.stopped("goto");
    await session.setBreakpoints();
    await session.continue();

    await session.exits(10);
    await session.disconnect();
  });

  test("offers nothing where there is no code", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const reply = await session.dap.send("gotoTargets", {
      source: { path: session.sample.source },
      line: session.line("nowhere"),
    });

    if (reply.success) expect(reply.body.targets).toEqual([]);
    await session.disconnect();
  });

  test("refuses a target of an earlier stop", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    const { targets } = await session.dap.request("gotoTargets", {
      source: { path: session.sample.source },
      line: session.line("call-add"),
    });
    await session.dap.request("next", { threadId: session.threadId });
    await session.stopped("step");

    const refusal = await session.dap.refused("goto", {
      threadId: session.threadId,
      targetId: targets[0]?.id,
    });

    expectSentence(refusal.format);
    expect((await session.top()).line).toBe(session.line("second"));
    await session.disconnect();
  });
});

describe("stepInTargets", () => {
  test("are the calls of the line, and each can be stepped into", async ({ stage, skip }) => {
    const session = await stage.launch("steps", { at: ["call-nested"] });
    skip(!session.capabilities.supportsStepInTargetsRequest, "not announced");
    const frame = await session.stoppedIn("breakpoint");

    const { targets } = await session.dap.request("stepInTargets", { frameId: frame.id });
    const labels = targets.map(({ label }) => label);
    expect(labels).toHaveLength(3);
    for (const name of ["one", "two", "add"]) {
      expect(labels).toEqual(expect.arrayContaining([expect.stringContaining(name)]));
    }
    const target = targets.find(({ label }) => label.includes("two"));
    await session.dap.request("stepIn", { threadId: session.threadId, targetId: target?.id });

    expect((await session.stoppedIn("step")).line).toBe(session.line("in-two"));
    await session.disconnect();
  });

  test("are none on a line that calls nothing", async ({ stage, skip }) => {
    const session = await stage.launch("steps", { at: ["second"] });
    skip(!session.capabilities.supportsStepInTargetsRequest, "not announced");
    const frame = await session.stoppedIn("breakpoint");

    const { targets } = await session.dap.request("stepInTargets", { frameId: frame.id });

    expect(targets).toEqual([]);
    await session.disconnect();
  });
});
