import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { counts } from "../../engine/hit-rule.ts";
import type { HitRule } from "../../engine/model.ts";
import { mayCall, passOver } from "./breakpoint-rules.ts";

describe("hit rules", () => {
  test("are turned into numbers of hits to pass over", () => {
    expect(passOver(undefined, 5)).toBe(0);
    expect(passOver({ operator: "==", count: 3 }, 0)).toBe(2);
    expect(passOver({ operator: "==", count: 3 }, 3)).toBe(2_147_483_647);
    expect(passOver({ operator: "%", count: 10 }, 10)).toBe(9);
    expect(passOver({ operator: "<", count: 3 }, 2)).toBe(2_147_483_647);
  });

  test("stop at exactly the hits that count", () => {
    const rules = fc.record<HitRule>({
      operator: fc.constantFrom("==", ">", ">=", "<", "<=", "%"),
      count: fc.nat(12),
    });
    fc.assert(
      fc.property(rules, (rule) => {
        const stops: number[] = [];
        let left = passOver(rule, 0);
        for (let hit = 1; hit <= 40; hit++) {
          if (left-- > 0) continue;
          stops.push(hit);
          left = passOver(rule, hit);
        }
        const expected = Array.from({ length: 40 }, (_, index) => index + 1).filter((hit) =>
          counts(rule, hit),
        );
        expect(stops).toEqual(expected);
      }),
    );
  });
});

test.each([
  ['strcmp(name, "x") == 0', true],
  ["list.size() > 3", true],
  ["max<int>(a, b) == 3", true],
  ["table[2](7)", true],
  ["(int) x > sizeof(x) && (a) + (b)", false],
  ["static_cast<int>(x) == 3", false],
  ['$_streq(name, "f(x)")', false],
  ["x == 'a' && y[2] < (z)", false],
])("the condition %s may call functions: %s", (condition, expected) => {
  expect(mayCall({ condition })).toBe(expected);
});

test("a log message may call functions as well", () => {
  expect(mayCall({ log: [{ text: "f(x) is " }, { expression: "x" }] })).toBe(false);
  expect(mayCall({ log: [{ expression: "f(x)" }] })).toBe(true);
});
