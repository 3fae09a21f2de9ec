import { expect, test } from "vitest";
import { boundOf } from "./call-bounds.ts";

const limit = (call: Parameters<typeof boundOf>[0], symbolServer: boolean) =>
  boundOf(call, symbolServer)?.limitMs ?? Number.POSITIVE_INFINITY;

test("what may have to wait for a symbol server has minutes", () => {
  for (const call of ["stack", "setSourceBreakpoints", "interrupt"] as const) {
    expect(limit(call, false)).toBeLessThan(60_000);
    expect(limit(call, true)).toBeGreaterThan(60_000);
  }
});

test("what ends something does not wait for a symbol server", () => {
  for (const call of ["detach", "kill", "endProcessServer"] as const) {
    expect(limit(call, true)).toBe(limit(call, false));
  }
});
