import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

const onGdbOnly = "dbgeng calls no functions";

/** Steps, and answers the line it ends on. */
async function step(session: Session, command: "next" | "stepIn" | "stepOut"): Promise<number> {
  await session.dap.request(command, { threadId: session.threadId });
  await session.stopped("step");
  return (await session.top()).line;
}

describe("a condition that calls a function", () => {
  test("stops where it holds, and counts the hits at which it does", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    // 4, 7, 10, 13, ...
    const condition = "visit(number) % 3 == 2";
    await session.setRules({ at: "call-visit", condition, hitCondition: "%2" }, { at: "end" });

    for (const number of ["4", "10", "16"]) {
      await session.continue();
      await session.stopped("breakpoint");
      expect((await session.evaluate("number")).result).toBe(number);
    }
    await session.continue();
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("end"));
    await session.disconnect();
  });

  test("may call the function of its breakpoint", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "visit", condition: "visit(number) == 10" }, { at: "end" });
    await session.continue();

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("visit"));
    expect((await session.evaluate("number")).result).toBe("5");
    await session.continue();
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("end"));
    await session.disconnect();
  });

  test("is evaluated for every thread that gets there", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("threads", { at: ["call-advance"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "after-advance", condition: "advance(worker) >= 12" });
    const threads = new Set<number>();
    while (threads.size < 3) {
      await session.continue();
      const { threadId } = await session.stopped("breakpoint");
      threads.add(threadId ?? 0);
      expect(Number((await session.evaluate("worker->rounds")).result)).toBeGreaterThanOrEqual(12);
    }
    await session.disconnect({ terminateDebuggee: true });
  });

  test("does not end a step that passes by", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("steps", { at: ["call-add", "call-nested"] });
    await session.stopped("breakpoint");
    const never = "two() == 1";

    await session.setRules({ at: "in-add", condition: never }, { at: "in-one", condition: never });
    expect(await step(session, "next")).toBe(session.line("call-nested"));
    expect(await step(session, "next")).toBe(session.line("call-spread"));
    await session.disconnect();
  });

  test("does not end a step out that passes by", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("steps", { at: ["in-add"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "return-add", condition: "two() == 1" });
    const line = await step(session, "stepOut");

    expect([session.line("call-add"), session.line("call-nested")]).toContain(line);
    await session.disconnect();
  });

  test("that holds stops a step", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("steps", { at: ["call-add"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "return-add", condition: "two() == 2" });
    await session.dap.request("next", { threadId: session.threadId });

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("return-add"));
    await session.disconnect();
  });

  test("leaves room for a pause", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("counting", { at: ["start"], args: ["0"] });
    await session.stopped("breakpoint");
    await session.setRules({ at: "visit", condition: "visit(1) == 3" });
    await session.continue();

    for (let round = 0; round < 3; round++) {
      await session.pause();
      await session.stopped("pause");
      expect((await session.frames()).length).toBeGreaterThan(0);
      await session.continue();
    }
    await session.disconnect({ terminateDebuggee: true });
  });

  test("without end is broken off", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const { source, line } = await stage.sample("oddities");
    const session = await stage.launch("oddities", {
      configure: async (dap) => {
        const breakpoints = [{ line: line("odd"), condition: "endless() == 1" }];
        await dap.request("setBreakpoints", { source: { path: source }, breakpoints });
      },
    });

    const { description } = await session.stopped("breakpoint");

    expect(description).toMatch(/condition .* does not come to its end\.$/);
    expect((await session.top()).line).toBe(line("odd"));
    await session.disconnect({ terminateDebuggee: true });
  });
});

describe("a log message that calls a function", () => {
  test("is written at every hit", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", onGdbOnly);
    const session = await stage.launch("counting", { at: ["start"], args: ["3"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "call-visit", logMessage: "{number} gives {visit(number)}" });
    await session.continue();

    let written = "";
    while (written.split("gives").length <= 3) {
      written += (await session.dap.next("output", ({ output }) => /gives/.test(output))).output;
    }
    expect(written).toBe("1 gives 2\n2 gives 4\n3 gives 6\n");
    await session.exits(6);
    await session.disconnect();
  });
});
