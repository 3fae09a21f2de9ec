import { expect, test } from "vitest";
import { mayHaveSideEffects } from "./side-effects.ts";

for (const expression of [
  "a",
  "a->b.c[3]",
  "*p + 1",
  "a == b && c != d || e <= f && g >= h",
  "(int)x",
  "(unsigned long)(a + b)",
  "((char *)(p + 1))[2]",
  "(lab::node const *)(list)",
  "(uint8_t)(x >> 3)",
  "sizeof(int)",
  "'='",
  '"f(x) = 1"',
  "&list[0]",
  "a << 2 | b >> 1",
  "(a).b[1]",
  "$rip",
]) {
  test(`${expression} changes nothing`, () => {
    expect(mayHaveSideEffects(expression)).toBe(false);
  });
}

for (const expression of [
  "a = 1",
  "a=1",
  "a += 2",
  "a <<= 1",
  "a >>= 1",
  "i++",
  "--i",
  "f()",
  "p->f(1)",
  "table[0](1)",
  "(*callback)(1)",
  "f(size_t)",
  "p->f (int_t)",
  "x == f(y)",
]) {
  test(`${expression} may change something`, () => {
    expect(mayHaveSideEffects(expression)).toBe(true);
  });
}
