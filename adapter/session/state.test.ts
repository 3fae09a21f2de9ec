import { describe, expect, test } from "vitest";
import { Numbers } from "../values/handles.ts";
import { advance, type Phase, type State, Stop } from "./state.ts";

const stop = new Stop(7, new Numbers());
const state = (phase: Phase): State => {
  if (phase === "stopped") return { phase, stop };
  if (phase === "ending") return { phase, before: { phase: "running" } };
  return { phase };
};

describe("advance", () => {
  const usual: readonly Phase[][] = [
    [
      "new",
      "idle",
      "starting",
      "configuring",
      "running",
      "stopped",
      "running",
      "exited",
      "ending",
      "over",
    ],
    ["idle", "starting", "idle"],
    ["stopped", "restarting", "running"],
    ["running", "ending", "running"],
    ["new", "ending", "over"],
  ];
  for (const phases of usual) {
    test(`allows ${phases.join(", ")}`, () => {
      const [first = "new", ...rest] = phases;
      const last = rest.map(state).reduce(advance, state(first));
      expect(last.phase).toBe(phases.at(-1));
    });
  }

  for (const [from, to] of [
    ["over", "idle"],
    ["new", "running"],
    ["exited", "stopped"],
    ["running", "running"],
    ["over", "ending"],
  ] as const) {
    test(`throws at the step from ${from} to ${to}`, () => {
      expect(() => advance(state(from), state(to))).toThrow(`from '${from}' to '${to}'`);
    });
  }
});
