import { expect, test } from "vitest";
import { withoutSpecifier } from "./format-specifier.ts";

test.each([
  ["count,x", "count", true],
  ["a->b[2],h", "a->b[2]", true],
  ["f(a, x),d", "f(a, x)", false],
])("%s has a specifier", (text, expression, hex) => {
  expect(withoutSpecifier(text)).toEqual({ expression, format: { hex } });
});

test.each(["count", "f(a,x)", "a, x", "pair<int,x>", ",x", "count,", "count,s", "x"])(
  "%s has none",
  (expression) => {
    expect(withoutSpecifier(expression)).toEqual({ expression });
  },
);
