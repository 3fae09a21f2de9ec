import { expect, test } from "vitest";
import { leaveSuspended, suspendCounts, wakeUp } from "./left-suspended.ts";

const beginning = 0x100n;
/** Engine id of the thread that carries the break-in. */
const carrier = 9;

/** A process that was attached to, and what the engine is told to do with it. */
function attached(counts: readonly number[], at = 0x200n) {
  const done: string[] = [];
  const ids = [...counts.keys(), carrier];
  const engine = {
    control: {
      execute: (command: string) => void done.push(command),
      setExecutionStatus: () => void done.push("go"),
      waitForEvent: () => true,
    },
    systemObjects: {
      threads: () => ids.map((engineId) => ({ engineId, systemId: 100 + engineId })),
      eventThread: () => carrier,
      currentThreadId: () => carrier,
      setCurrentThreadId: () => {},
    },
    registers: { instructionOffset: () => at },
    symbols: { offsetByName: () => ({ offset: beginning, ambiguous: false }) },
  };
  const lines = counts.map(
    (count, id) => `   ${id}  Id: 170.174 Suspend: ${count} Teb: 0 Unfrozen`,
  );
  const list = () => [...lines, `.  ${carrier}  Id: 170.180 Suspend: 1 Teb: 0 Unfrozen`].join("\n");
  wakeUp(engine as never, list);
  return done;
}

test("reads how often threads are suspended", () => {
  const text =
    ".  0  Id: 170.174 Suspend: 2 Teb: 00000000`67fe0000 Unfrozen\n# 12  Id: 170.198 Suspend: 1 Teb: 00000000`67fb0000 Frozen\n";
  expect([...suspendCounts(text)]).toEqual([
    [0, 2],
    [12, 1],
  ]);
});

test("suspends each thread twice", () => {
  const done: string[] = [];
  const control = { execute: (command: string) => void done.push(command) };
  leaveSuspended({ control } as never, [
    { engineId: 0, systemId: 100 },
    { engineId: 1, systemId: 101 },
  ]);
  expect(done).toEqual(["~0n", "~0n", "~1n", "~1n"]);
});

test("wakes the threads of a process that was left stopped", () => {
  expect(attached([3, 3])).toEqual(["~0m", "~0m", "~1m", "~1m"]);
});

test("leaves a thread that somebody else has suspended, too, as suspended as it was", () => {
  expect(attached([3, 4])).toEqual(["~0m", "~0m", "~1m", "~1m"]);
});

test("lets a process begin first that had not begun", () => {
  expect(attached([3], beginning)).toEqual(["go", "~0m", "~0m"]);
});

test.each([
  ["runs", [1, 1]],
  ["was created suspended", [2]],
  ["has a suspended thread of its own", [1, 3]],
  ["has no threads", []],
])("wakes nothing in a process that %s", (_case, counts) => {
  expect(attached(counts)).toEqual([]);
});
