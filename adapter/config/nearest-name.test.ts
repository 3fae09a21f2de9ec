import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

const names = ["program", "processServer", "processId", "stopOnEntry", "args"];

for (const [written, meant] of [
  ["stopOnEntri", "stopOnEntry"],
  ["stopAtEntry", "stopOnEntry"],
  ["proccessServer", "processServer"],
  ["PROGRAM", "program"],
  ["arg", "args"],
  ["pid", undefined],
  ["somethingElse", undefined],
  ["", undefined],
] as const) {
  test(`'${written}' is nearest to ${meant}`, () => {
    expect(nearestName(written, names)).toBe(meant);
  });
}
