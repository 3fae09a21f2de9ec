import { describe, expect, test } from "../support/fixtures.ts";
import { logged } from "../support/logged.ts";

describe("a logpoint", () => {
  test("writes its text at every hit and never stops", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const [breakpoint] = await session.setRules({
      at: "visit",
      logMessage: "visit of {number}, twice {number * 2}",
    });
    expect(breakpoint).toMatchObject({ verified: true });
    await session.continue();

    const lines = await logged(session, /^visit of/, 20);
    expect(lines).toEqual(
      Array.from({ length: 20 }, (_, index) => `visit of ${index + 1}, twice ${index * 2 + 2}`),
    );
    await session.exits(20);
    await session.disconnect();
  });

  test("says with each line of text where it is", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"], args: ["2"] });
    await session.stopped("breakpoint");

    await session.setRules(
      { at: "visit", logMessage: "visit {number}" },
      { at: "visited", logMessage: "visited {twice}" },
    );
    await session.continue();

    for (const [output, at] of [
      ["visit 1\n", "visit"],
      ["visited 2\n", "visited"],
      ["visit 2\n", "visit"],
      ["visited 4\n", "visited"],
    ] as const) {
      const told = await session.dap.next("output", (body) => body.source !== undefined);
      expect(told).toMatchObject({ category: "console", output, line: session.line(at) });
      expect(told.source).toMatchObject({ name: "counting.c", path: session.sample.source });
    }
    await session.exits(2);
    await session.disconnect();
  });

  test("takes every other character as it is", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"], args: ["1"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "visit", logMessage: 'a "quoted" 100% \\ {number} text' });
    await session.continue();

    expect(await logged(session, /quoted/, 1)).toEqual(['a "quoted" 100% \\ 1 text']);
    await session.exits(1);
    await session.disconnect();
  });

  test("heeds condition and hit count", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    await session.setRules(
      { at: "visit", logMessage: "third {number}", condition: "number % 3 == 0" },
      { at: "count", logMessage: "fifth {number}", hitCondition: "%5" },
    );
    await session.continue();

    const lines = await logged(session, /^(third|fifth) /, 10);
    expect(lines.filter((line) => line.startsWith("third"))).toEqual(
      [3, 6, 9, 12, 15, 18].map((number) => `third ${number}`),
    );
    expect(lines.filter((line) => line.startsWith("fifth"))).toEqual(
      [5, 10, 15, 20].map((number) => `fifth ${number}`),
    );
    await session.exits(20);
    await session.disconnect();
  });

  test("shows in its text what cannot be evaluated, and goes on", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"], args: ["3"] });
    await session.stopped("breakpoint");

    const [breakpoint] = await session.setRules({
      at: "visit",
      logMessage: "log {number} and {no_such_name}",
    });
    await session.continue();

    if (breakpoint?.verified) {
      const lines = await logged(session, /^log/, 3);
      expect(lines[2]).toMatch(/^log 3 and .*no_such_name/);
    }
    await session.exits(3);
    await session.disconnect();
  });

  test("that logs a thousand times does not drown the session", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"], args: ["1000"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "visit", logMessage: "number {number}" });
    await session.continue();

    const lines = await logged(session, /^number \d+$/, 1000);
    expect(lines).toEqual(Array.from({ length: 1000 }, (_, index) => `number ${index + 1}`));
    await session.exits(0);
    await session.disconnect();
  });

  test("that logs without end can be paused, taken away and resumed", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"], args: ["0"] });
    await session.stopped("breakpoint");
    await session.setRules({ at: "visit", logMessage: "number {number}" });
    await session.continue();
    await logged(session, /^number/, 20);

    await session.dap.request("threads");
    await session.pause();
    await session.stopped("pause");
    await session.setBreakpoints();
    await session.continue();
    await session.dap.request("threads");

    await session.disconnect({ terminateDebuggee: true });
  });

  test("can be taken away while it logs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();
    await session.setRules({ at: "in-work", logMessage: "work {count}" });
    await logged(session, /^work/, 5);

    await session.setBreakpoints();

    await session.heartbeat.next();
    expect((await session.heartbeat.next()).code).toBe(await stage.cleanCode("loop"));
    await session.disconnect();
  });

  test("does not hold up a detach", async ({ stage }) => {
    const session = await stage.attach("loop");
    await session.setRules({ at: "in-work", logMessage: "work {count}" });
    await logged(session, /^work/, 10);

    await session.disconnect();

    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });
});
