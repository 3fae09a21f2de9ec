import { expect, test } from "vitest";
import { EngineError } from "../../../engine/errors.ts";
import type { BreakpointRules } from "../../../engine/model.ts";
import type { Expressions } from "../values/expressions.ts";
import type { Breakpoint } from "./breakpoints.ts";
import { HitCounter } from "./hit-counter.ts";
import { HitJudge } from "./hit-judge.ts";

/** Expressions that know one variable, `i`, which counts the evaluated hits. */
function setUp() {
  let i = 0;
  const lines: string[] = [];
  const unknown = (expression: string) =>
    new EngineError("notFound", `'${expression}' cannot be evaluated here.`);
  const expressions = {
    selectHit() {},
    truth(expression: string) {
      const even = expression === "i % 2 == 0";
      if (!even) throw unknown(expression);
      return i % 2 === 0;
    },
    valueText(expression: string) {
      if (expression !== "i") throw unknown(expression);
      return String(i);
    },
    firstUnknown: (all: readonly string[]) => all.find((one) => !one.startsWith("i")),
  };
  const judge = new HitJudge(expressions as unknown as Expressions, (line) => lines.push(line));
  const hit = (breakpoints: readonly Breakpoint[]) => {
    i += 1;
    return judge.judge(breakpoints);
  };
  return { judge, hit, lines };
}

function breakpoint(id: number, rules: BreakpointRules): Breakpoint {
  const hits = new HitCounter();
  hits.adopt(rules);
  return { hits, state: { id, verified: true } } as unknown as Breakpoint;
}

/** The numbers of the first twelve hits that stop. */
function stops(rules: BreakpointRules): number[] {
  const { hit } = setUp();
  const one = breakpoint(1, rules);
  return Array.from({ length: 12 }, (_, at) => at + 1).filter(() => hit([one]).ids.length > 0);
}

test.each([
  ["==", [3]],
  [">", [4, 5, 6, 7, 8, 9, 10, 11, 12]],
  [">=", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ["<", [1, 2]],
  ["<=", [1, 2, 3]],
  ["%", [3, 6, 9, 12]],
] as const)("hits %s 3", (operator, wanted) => {
  expect(stops({ hits: { operator, count: 3 } })).toEqual(wanted);
});

test("without rules every hit stops", () => {
  expect(stops({})).toHaveLength(12);
});

test("only hits at which the condition holds are counted", () => {
  expect(stops({ condition: "i % 2 == 0", hits: { operator: "==", count: 3 } })).toEqual([6]);
});

test("what logs never stops, and logs only when the rules hold", () => {
  const { hit, lines } = setUp();
  const one = breakpoint(1, {
    condition: "i % 2 == 0",
    log: [{ text: "i is " }, { expression: "i" }, { text: ", " }, { expression: "nothing" }],
  });
  for (let round = 0; round < 4; round += 1) expect(hit([one]).ids).toEqual([]);
  expect(lines).toEqual([
    "i is 2, <'nothing' cannot be evaluated here.>",
    "i is 4, <'nothing' cannot be evaluated here.>",
  ]);
});

test("a condition that cannot be evaluated stops and says why", () => {
  const { hit } = setUp();
  const { ids, text } = hit([breakpoint(7, { condition: "nothing" })]);
  expect(ids).toEqual([7]);
  expect(text).toContain("'nothing'");
});

test("one place stops for those of its breakpoints that want it", () => {
  const { hit } = setUp();
  const all = [breakpoint(1, { condition: "i % 2 == 0" }), breakpoint(2, {})];
  expect(hit(all).ids).toEqual([2]);
  expect(hit(all).ids).toEqual([1, 2]);
});

test("new rules count anew, the same rules go on counting", () => {
  const hits = new HitCounter();
  expect(hits.adopt({ hits: { operator: "==", count: 2 } })).toBe(true);
  expect(hits.count()).toBe(false);
  expect(hits.adopt({ hits: { operator: "==", count: 2 } })).toBe(false);
  expect(hits.count()).toBe(true);
  expect(hits.adopt({ hits: { operator: "==", count: 1 } })).toBe(true);
  expect(hits.count()).toBe(true);
});

test("unknown names are found when the breakpoint is set, unless it watches data", () => {
  const { judge } = setUp();
  const place = { address: 0x1000n };
  expect(judge.whyBad({ condition: "i == 3" }, place)).toBeUndefined();
  expect(judge.whyBad({ condition: "nothing" }, place)).toContain("'nothing'");
  expect(judge.whyBad({ log: [{ expression: "nothing" }] }, place)).toContain("'nothing'");
  const watch = { size: 4, access: "write" } as const;
  expect(judge.whyBad({ condition: "nothing" }, { ...place, watch })).toBeUndefined();
});
