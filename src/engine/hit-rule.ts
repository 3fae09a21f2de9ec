import type { HitRule } from "./breakpoint-model.ts";

/** Whether the hit with this number, counted from 1, is one that the rule wants. */
export function counts({ operator, count }: HitRule, hit: number): boolean {
  switch (operator) {
    case "==":
      return hit === count;
    case ">":
      return hit > count;
    case ">=":
      return hit >= count;
    case "<":
      return hit < count;
    case "<=":
      return hit <= count;
    case "%":
      return count > 0 && hit % count === 0;
  }
}
