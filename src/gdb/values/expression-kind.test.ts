import { expect, test } from "vitest";
import { isComputed } from "./expression-kind.ts";

test.each(["a + 1", "a[1] + 2", "(a) - b", "x / y", "p->x - 1", "a[i + 1] % 2"])(
  "%s has no place in memory",
  (expression) => {
    expect(isComputed(expression)).toBe(true);
  },
);

test.each([
  "a",
  "a[i + 1]",
  "p->x",
  "*p",
  "*(p + 1)",
  "((char *)p)[2]",
  "Class::member",
  "map['a']",
  "x.y.z",
  "*p->q",
])("%s may have one", (expression) => {
  expect(isComputed(expression)).toBe(false);
});
