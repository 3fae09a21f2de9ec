import { expect, test } from "vitest";
import type { BreakpointState } from "../../engine/model.ts";
import type { DebugBreakpoint } from "../native/debug-breakpoint.ts";
import type { DebugControl } from "../native/debug-control.ts";
import { Breakpoints } from "./breakpoints.ts";
import { EngineBreakpoints } from "./engine-breakpoints.ts";

/** An engine that keeps breakpoints in a map, and modules that know some lines. */
function engine() {
  const inserted = new Map<number, bigint>();
  let last = 0;
  const control = {
    addBreakpoint() {
      const id = ++last;
      const breakpoint = {
        setOffset: (offset: bigint) => void inserted.set(id, offset),
        addFlags: () => {},
        id: () => id,
        forget: () => {},
      };
      return breakpoint as unknown as DebugBreakpoint;
    },
    removeBreakpoint: (breakpoint: DebugBreakpoint) => void inserted.delete(breakpoint.id()),
  } as unknown as DebugControl;
  const code = new Map<number, bigint[]>();
  const changed: BreakpointState[] = [];
  const engineBreakpoints = new EngineBreakpoints(control, () => {});
  const breakpoints = new Breakpoints(
    engineBreakpoints,
    {
      find(_path, line) {
        const next = [...code.keys()].filter((one) => one >= line).sort((a, b) => a - b)[0];
        return next === undefined ? undefined : { line: next, addresses: code.get(next) ?? [] };
      },
      knows: () => code.size > 0,
    },
    (state) => changed.push(state),
  );
  return { breakpoints, engineBreakpoints, code, changed, places: () => [...inserted.values()] };
}

test("a breakpoint binds to every function of its line, and moves down to code", () => {
  const { breakpoints, code, places } = engine();
  code.set(12, [0x100n, 0x200n]);
  expect(breakpoints.set("/a.c", [{ line: 10 }], true)).toEqual([
    { id: 1, verified: true, line: 12 },
  ]);
  expect(places()).toEqual([0x100n, 0x200n]);
});

test("the same line keeps its id, and places are shared and given back", () => {
  const { breakpoints, code, places, engineBreakpoints } = engine();
  code.set(12, [0x100n]);
  breakpoints.set("/a.c", [{ line: 11 }, { line: 12 }], true);
  expect(places()).toEqual([0x100n]);
  expect(breakpoints.idsAt(0x100n)).toEqual([1, 2]);
  breakpoints.set("\\A.c", [{ line: 12 }], true);
  expect(breakpoints.idsAt(0x100n)).toEqual([2]);
  expect(engineBreakpoints.addressOf(1)).toBe(0x100n);
  breakpoints.set("/a.c", [], true);
  expect(places()).toEqual([]);
  expect(breakpoints.set("/a.c", [{ line: 11 }], true)[0]?.id).toBe(1);
});

test("what no module knows is pending, and told when it binds and when its module goes", () => {
  const { breakpoints, code, changed, places } = engine();
  expect(breakpoints.set("/a.c", [{ line: 5 }], true)).toMatchObject([{ problem: "pending" }]);
  code.set(5, [0x500n]);
  breakpoints.bindPending();
  expect(changed).toEqual([{ id: 1, verified: true, line: 5 }]);
  breakpoints.unbind(0x400n, 0x600n);
  expect(changed.at(-1)).toMatchObject({ id: 1, verified: false, problem: "pending" });
  expect(places()).toEqual([]);
});

test("a known file without code at the line fails with a sentence", () => {
  const { breakpoints, code } = engine();
  code.set(5, [0x500n]);
  expect(breakpoints.set("/a.c", [{ line: 99 }], true)).toEqual([
    {
      id: 1,
      verified: false,
      line: 99,
      problem: "failed",
      message: "No breakpoint can be set at a.c:99: there is no code at or after that line.",
    },
  ]);
});

test("breakpoints are bound again to the next debuggee, and nothing is told when nothing changed", () => {
  const { breakpoints, code, changed, places } = engine();
  code.set(5, [0x500n]);
  breakpoints.set("/a.c", [{ line: 5 }], true);
  breakpoints.debuggeeGone();
  expect(breakpoints.anyPending).toBe(true);
  breakpoints.bindPending();
  expect(places().at(-1)).toBe(0x500n);
  expect(changed).toEqual([]);
});
