import { expect, test } from "vitest";
import type { BreakpointState, CodeBreakpoint } from "../../../engine/model.ts";
import type { DebugBreakpoint } from "../../native/debug-breakpoint.ts";
import type { DebugControl } from "../../native/debug-control.ts";
import { lineSpot, type SpotLookup } from "./breakpoint-spot.ts";
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
        setDataParameters: () => {},
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
  const told: bigint[][] = [];
  const engineBreakpoints = new EngineBreakpoints(control, (addresses) => told.push(addresses));
  const breakpoints = new Breakpoints(
    engineBreakpoints,
    () => undefined,
    (state) => changed.push(state),
  );
  const lookup: SpotLookup = {
    lines: {
      find(_path, line) {
        const next = [...code.keys()].filter((one) => one >= line).sort((a, b) => a - b)[0];
        return next === undefined ? undefined : { line: next, addresses: code.get(next) ?? [] };
      },
      knows: () => code.size > 0,
    },
    functions: { find: () => "pending" },
    isReadable: () => true,
  };
  /** Sets the breakpoints of the one file. */
  const setAs = (rules: CodeBreakpoint, lines: readonly number[]) =>
    breakpoints.set(
      "file",
      lines.map((line) => ({ spot: lineSpot(lookup, "/a.c", line, rules), rules })),
      true,
    );
  const set = (...lines: number[]) => setAs({}, lines);
  const idsAt = (engineId: number) => breakpoints.at(engineId)?.map(({ state }) => state.id);
  return {
    breakpoints,
    set,
    setAs,
    idsAt,
    code,
    changed,
    told,
    announce: () => engineBreakpoints.announce(),
    places: () => [...inserted.values()],
  };
}

test("a breakpoint binds to every function of its line, and moves down to code", () => {
  const { set, code, places } = engine();
  code.set(12, [0x100n, 0x200n]);
  expect(set(10)).toEqual([{ id: 1, verified: true, line: 12, address: 0x100n }]);
  expect(places()).toEqual([0x100n, 0x200n]);
});

test("the same line keeps its id, and places are shared and given back", () => {
  const { set, idsAt, code, places } = engine();
  code.set(12, [0x100n]);
  set(11, 12);
  expect(places()).toEqual([0x100n]);
  expect(idsAt(1)).toEqual([1, 2]);
  set(12);
  expect(idsAt(1)).toEqual([2]);
  expect(idsAt(2)).toBeUndefined();
  set();
  expect(places()).toEqual([]);
  expect(set(11)[0]?.id).toBe(1);
});

test("four lines at most are watched by the processor, and give their places to others", () => {
  const { setAs, code, places, told, announce } = engine();
  for (let line = 1; line <= 8; line += 1) code.set(line, [BigInt(line)]);
  const watched = { hardware: true };

  const five = setAs(watched, [1, 2, 3, 4, 5]);
  expect(five.map(({ verified }) => verified)).toEqual([true, true, true, true, false]);
  expect(five[4]?.message).toContain("4 debug registers");
  expect(setAs(watched, [5, 6, 7, 8]).every(({ verified }) => verified)).toBe(true);
  expect(places()).toEqual([5n, 6n, 7n, 8n]);
  // Nothing of it is in the code.
  announce();
  expect(told).toEqual([]);
});

test("a line is another breakpoint when the processor watches it", () => {
  const { set, setAs, code } = engine();
  code.set(12, [0x100n]);
  const [written] = set(12);
  const [watched] = setAs({ hardware: true }, [12]);

  expect(watched?.id).not.toBe(written?.id);
  expect(set(12)[0]?.id).toBe(written?.id);
});

test("whoever cleans up is told which code has breakpoints, and nothing of watched data", () => {
  const { breakpoints, set, code, told, announce } = engine();
  code.set(12, [0x100n, 0x200n]);
  set(12);
  announce();
  const find = () => ({
    places: [{ address: 0x900n, watch: { size: 4, access: "write" as const } }],
  });
  const spot = { key: "data", name: "data", unknown: "", find };
  breakpoints.set("data", [{ spot, rules: {} }], true);
  announce();
  set();
  announce();
  expect(told).toEqual([[0x100n, 0x200n], []]);
});

test("what no module knows is pending, and told when it binds and when its module goes", () => {
  const { breakpoints, set, code, changed, places } = engine();
  expect(set(5)).toMatchObject([{ problem: "pending" }]);
  code.set(5, [0x500n]);
  breakpoints.bindPending();
  expect(changed).toEqual([{ id: 1, verified: true, line: 5, address: 0x500n }]);
  breakpoints.unbind(0x400n, 0x600n);
  expect(changed.at(-1)).toMatchObject({ id: 1, verified: false, problem: "pending" });
  expect(places()).toEqual([]);
});

test("a known file without code at the line fails with a sentence", () => {
  const { set, code } = engine();
  code.set(5, [0x500n]);
  expect(set(99)).toEqual([
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
  const { breakpoints, set, code, changed, places } = engine();
  code.set(5, [0x500n]);
  set(5);
  breakpoints.debuggeeGone();
  expect(breakpoints.anyPending).toBe(true);
  breakpoints.bindPending();
  expect(places().at(-1)).toBe(0x500n);
  expect(changed).toEqual([]);
});
