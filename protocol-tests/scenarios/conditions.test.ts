import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";

/** Goes from stop to stop until the debuggee ends; answers `number` at each of them. */
async function numbersAtStops(session: Session): Promise<number[]> {
  const numbers: number[] = [];
  for (;;) {
    const event = await session.dap.nextOf("stopped", "exited");
    if (event.event === "exited") break;
    const { threadId } = event.body as { threadId: number };
    const { stackFrames } = await session.dap.request("stackTrace", { threadId, levels: 1 });
    const frameId = stackFrames[0]?.id;
    const { result } = await session.dap.request("evaluate", { expression: "number", frameId });
    numbers.push(Number(result));
    await session.dap.request("continue", { threadId });
  }
  await session.dap.next("terminated");
  return numbers;
}

const from = (first: number, last = 20, step = 1) =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);

describe("a condition", () => {
  test("stops only where it holds", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const [breakpoint] = await session.setRules({
      at: "visit",
      condition: "number % 5 == 0 && number != 10",
    });
    expect(breakpoint).toMatchObject({ verified: true, line: session.line("visit") });
    await session.continue();

    expect(await numbersAtStops(session)).toEqual([5, 15, 20]);
    await session.disconnect();
  });

  test("that is set before the debuggee runs works as well", async ({ stage }) => {
    const counting = await stage.sample("counting");
    const session = await stage.launch("counting", {
      configure: async (dap) => {
        await dap.request("setBreakpoints", {
          source: { path: counting.source },
          breakpoints: [{ line: counting.line("visit"), condition: "number == 7" }],
        });
      },
    });

    expect(await numbersAtStops(session)).toEqual([7]);
    await session.disconnect();
  });

  test("can be changed and taken away at the same line", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const [first] = await session.setRules({ at: "visit", condition: "number == 3" });
    await session.continue();
    await session.stopped("breakpoint");
    expect((await session.evaluate("number")).result).toBe("3");
    const [second] = await session.setRules({ at: "visit", condition: "number == 18" });
    await session.continue();
    await session.stopped("breakpoint");
    expect((await session.evaluate("number")).result).toBe("18");
    const [third] = await session.setRules({ at: "visit" });
    await session.continue();

    expect(await numbersAtStops(session)).toEqual([19, 20]);
    expect(new Set([first?.id, second?.id, third?.id]).size).toBe(1);
    await session.disconnect();
  });

  test("can be set while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    await session.setRules({ at: "in-work", condition: "count % 10 == 0" });

    await session.stopped("breakpoint");
    expect(Number((await session.evaluate("count")).result) % 10).toBe(0);
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("that makes no sense is not silently dropped", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    const [bad, good] = await session.setRules(
      { at: "visit", condition: "no_such_name > (" },
      { at: "count", condition: "number == 2" },
    );

    if (bad?.verified) {
      // Found out at the first hit instead.
      await session.continue();
      await session.stopped("breakpoint");
      expect((await session.top()).line).toBe(session.line("visit"));
      await session.setRules({ at: "count", condition: "number == 2" });
    } else {
      expect(bad?.message).toBeTruthy();
    }
    expect(good).toMatchObject({ verified: true });
    await session.continue();
    await session.stopped("breakpoint");
    expect((await session.evaluate("number")).result).toBe("2");
    await session.disconnect({ terminateDebuggee: true });
  });
});

describe("a condition that cannot be evaluated at a hit", () => {
  test("stops there and says why, also while threads start", async ({ stage }) => {
    const { source, line } = await stage.sample("threads");
    const session = await stage.launch("threads", {
      configure: async (dap) => {
        const breakpoints = [{ line: line("in-advance"), condition: "*(double *)8 > 1.5" }];
        await dap.request("setBreakpoints", { source: { path: source }, breakpoints });
      },
    });

    const stop = await session.stopped("breakpoint");

    expectSentence(stop.description ?? "", /condition/, /8/);
    await session.disconnect({ terminateDebuggee: true });
  });
});

describe("a condition that calls what crashes", () => {
  test("stops there, once and with the reason", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng calls no functions");
    const { source, line } = await stage.sample("oddities");
    const session = await stage.launch("oddities", {
      configure: async (dap) => {
        const breakpoints = [{ line: line("odd"), condition: "crash() == 1" }];
        await dap.request("setBreakpoints", { source: { path: source }, breakpoints });
      },
    });

    const stop = await session.stopped("breakpoint");

    expect(stop.hitBreakpointIds).toHaveLength(1);
    expectSentence(stop.description ?? "", /condition/, /SIGSEGV/);
    expect((await session.top()).line).toBe(line("odd"));
    await session.continue();
    await session.exits(0);
    await session.disconnect();
  });
});

describe("a hit count", () => {
  const forms: Record<string, number[]> = {
    "5": [5],
    "==5": [5],
    "== 7": [7],
    ">17": from(18),
    ">=17": from(17),
    "> 18": from(19),
    "<3": [1, 2],
    "<=3": [1, 2, 3],
    "%7": [7, 14],
    "% 6": [6, 12, 18],
  };
  for (const [hitCondition, expected] of Object.entries(forms)) {
    test(`of '${hitCondition}' stops at the hits it names`, async ({ stage }) => {
      const session = await stage.launch("counting", { at: ["start"] });
      await session.stopped("breakpoint");

      const [breakpoint] = await session.setRules({ at: "visit", hitCondition });
      expect(breakpoint).toMatchObject({ verified: true });
      await session.continue();

      expect(await numbersAtStops(session)).toEqual(expected);
      await session.disconnect();
    });
  }

  for (const hitCondition of ["often", "5 times", "=>3", "-1", "%0"]) {
    test(`of '${hitCondition}' is refused with a sentence`, async ({ stage }) => {
      const session = await stage.launch("counting", { at: ["start"] });
      await session.stopped("breakpoint");

      const [bad, good] = await session.setRules({ at: "visit", hitCondition }, { at: "end" });

      expect(bad).toMatchObject({ verified: false });
      expect(bad?.message).toContain(hitCondition);
      expect(good).toMatchObject({ verified: true });
      await session.continue();
      expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("end"));
      await session.disconnect();
    });
  }

  test("counts only the hits at which the condition holds", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    await session.setRules({ at: "visit", condition: "number % 2 == 0", hitCondition: ">=8" });
    await session.continue();

    expect(await numbersAtStops(session)).toEqual([16, 18, 20]);
    await session.disconnect();
  });

  test("goes on counting when another breakpoint is set", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");
    await session.setRules(
      { at: "visit", hitCondition: "==10" },
      { at: "count", condition: "number == 4" },
    );
    await session.continue();
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("count"));

    await session.setRules({ at: "visit", hitCondition: "==10" });
    await session.continue();

    expect(await numbersAtStops(session)).toEqual([10]);
    await session.disconnect();
  });
});
