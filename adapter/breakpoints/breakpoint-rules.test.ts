import { describe, expect, test } from "vitest";
import { readRules } from "./breakpoint-rules.ts";

describe("the rules of a breakpoint", () => {
  const hits: Record<string, [operator: string, count: number]> = {
    "5": ["==", 5],
    "==5": ["==", 5],
    "== 5": ["==", 5],
    " > 0 ": [">", 0],
    ">=3": [">=", 3],
    "<3": ["<", 3],
    "<=3": ["<=", 3],
    "%10": ["%", 10],
  };
  for (const [hitCondition, [operator, count]] of Object.entries(hits)) {
    test(`have a hit condition ${hitCondition}`, () => {
      expect(readRules({ hitCondition })).toEqual({ hits: { operator, count } });
    });
  }

  const wrong = ["often", "=5", "===5", "!=5", "5 6", "-1", "1.5", "%0", "0", "<1", "<=0", "1e3"];
  for (const hitCondition of wrong) {
    test(`are refused with a hit condition ${hitCondition}`, () => {
      expect(() => readRules({ hitCondition })).toThrow(`'${hitCondition}'`);
    });
  }

  test("are none where nothing is written", () => {
    expect(readRules({ condition: "", hitCondition: " ", logMessage: "" })).toEqual({});
  });

  test("go together", () => {
    expect(readRules({ condition: "x > 1", hitCondition: ">2", logMessage: "{x}" })).toEqual({
      condition: "x > 1",
      hits: { operator: ">", count: 2 },
      log: [{ expression: "x" }],
    });
  });
});
