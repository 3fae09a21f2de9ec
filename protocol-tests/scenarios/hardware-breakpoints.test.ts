import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";

describe("hardware breakpoints", () => {
  test("stop at their line again and again, with their id", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const [count] = await session.setRules({ at: "count", mode: "hardware" });
    expect(count).toMatchObject({ verified: true, line: session.line("count") });

    for (const number of ["1", "2", "3"]) {
      await session.continue();
      const stop = await session.stopped("breakpoint");
      expect(stop.hitBreakpointIds).toEqual([count?.id]);
      expect((await session.top()).line).toBe(session.line("count"));
      expect((await session.evaluate("number")).result).toBe(number);
    }
    await session.setBreakpoints();
    await session.continue();
    await session.exits(20);
    await session.disconnect();
  });

  test("heed condition and hit count", async ({ stage }) => {
    const session = await stage.launch("counting", {
      at: ["start"],
    });
    await session.stopped("breakpoint");

    await session.setRules({
      at: "count",
      mode: "hardware",
      condition: "number > 4",
      hitCondition: "3",
    });
    await session.continue();

    await session.stopped("breakpoint");
    expect((await session.evaluate("number")).result).toBe("7");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("stop at their instruction", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["visit"] });
    await session.stopped("breakpoint");
    const { instructionPointerReference: instructionReference = "(none)" } = await session.top();
    await session.setBreakpoints();

    const { breakpoints } = await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference, mode: "hardware" }],
    });
    expect(breakpoints).toMatchObject([{ verified: true, instructionReference }]);
    await session.continue();

    const stop = await session.stopped("instruction breakpoint");
    expect(stop.hitBreakpointIds).toEqual([breakpoints[0]?.id]);
    expect((await session.evaluate("number")).result).toBe("2");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("are there before the start, and again after a restart", async ({ stage }) => {
    const session = await stage.launch("counting", {
      configure: async (dap) => {
        const { source, line } = await stage.sample("counting");
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: source },
          breakpoints: ["start", "count", "visited", "end"].map((marker) => ({
            line: line(marker),
            mode: "hardware",
          })),
        });
        expect(breakpoints.map(({ verified }) => verified)).toEqual([true, true, true, true]);
      },
    });

    for (const marker of ["start", "count", "visited"]) {
      expect((await session.stoppedIn("breakpoint")).line).toBe(session.line(marker));
      await session.continue();
    }
    await session.stopped("breakpoint");
    await session.dap.request("restart", {});
    await session.dap.next("continued");
    for (const marker of ["start", "count", "visited"]) {
      expect((await session.stoppedIn("breakpoint")).line).toBe(session.line(marker));
      await session.continue();
    }
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });

  test("leave the code of the running debuggee as it is", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    const [work] = await session.setRules({
      at: "in-work",
      mode: "hardware",
      condition: "count < 0",
    });
    expect(work).toMatchObject({ verified: true });

    await session.heartbeat.next();
    const { code } = await session.heartbeat.next();
    expect(code).toBe(await stage.cleanCode("loop"));
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("let an attached debuggee go from where it stopped at one", async ({ stage }) => {
    const session = await stage.attach("loop");
    await session.heartbeat.next();
    await session.setRules({ at: "in-work", mode: "hardware" });
    await session.stopped("breakpoint");

    await session.disconnect();

    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("share four registers with data breakpoints: the fifth says so", async ({ stage }) => {
    const session = await stage.launch("watched", { at: ["read-counter"] });
    await session.stopped("breakpoint");
    const { id: frameId } = await session.top();
    const data: { dataId: string; accessType: "write" }[] = [];
    for (const name of ["others[0]", "others[1]", "pair.right"]) {
      const { dataId } = await session.dap.request("dataBreakpointInfo", { name, frameId });
      data.push({ dataId: dataId ?? "(none)", accessType: "write" });
    }
    await session.dap.request("setDataBreakpoints", { breakpoints: data });

    const [left, used] = await session.setRules(
      { at: "write-left", mode: "hardware" },
      { at: "used", mode: "hardware" },
    );

    expect(left).toMatchObject({ verified: true });
    expect(used).toMatchObject({ verified: false, reason: "failed" });
    expectSentence(used?.message ?? "", /\b4\b.*registers/);
    await session.continue();
    expect((await session.stopped("breakpoint")).hitBreakpointIds).toEqual([left?.id]);

    // Another one can have the place of one that goes.
    await session.dap.request("setDataBreakpoints", { breakpoints: [] });
    const [other] = await session.setRules({ at: "used", mode: "hardware" });
    expect(other).toMatchObject({ verified: true });
    await session.continue();
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("used"));
    await session.disconnect({ terminateDebuggee: true });
  });
});
