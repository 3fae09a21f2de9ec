import { expect, test, vi } from "vitest";
import type { HostEvent } from "../host-protocol.ts";
import { EventType } from "../native/constants.ts";
import type { EngineObjects } from "../native/dbgeng-dll.ts";
import type { LastEvent } from "../native/debug-control.ts";
import { structSize } from "../native/structs.ts";
import { Execution } from "./execution.ts";
import { Threads } from "./threads.ts";

const breakInAddress = 0x7000n;

function exceptionAt(address: bigint, code: number): LastEvent {
  const extra = Buffer.alloc(160);
  extra.writeUInt32LE(code, 0);
  extra.writeBigUInt64LE(address, 16);
  extra.writeUInt32LE(1, structSize.exceptionRecord);
  return { type: EventType.EXCEPTION, processId: 0, threadId: 9, extra, text: "" };
}

const breakIn = exceptionAt(breakInAddress, 0x80000003);

function breakpointHit(id: number): LastEvent {
  const extra = Buffer.alloc(160);
  extra.writeUInt32LE(id, 0);
  return { type: EventType.BREAKPOINT, processId: 0, threadId: 0, extra, text: "" };
}

/** A debuggee with what each slice brings; afterwards it runs until an interrupt stops it. */
function world(events: (LastEvent | undefined)[] = []) {
  let interrupted = false;
  let last: LastEvent | undefined;
  const statuses: number[] = [];
  const engine = {
    control: {
      setExecutionStatus: (status: number) => void statuses.push(status),
      setInterrupt: () => {
        interrupted = true;
      },
      waitForEvent() {
        last = events.length > 0 ? events.shift() : interrupted ? breakIn : undefined;
        if (last === breakIn) interrupted = false;
        return last !== undefined;
      },
      lastEvent: () => last,
      executionStatus: () => 6,
    },
    client: { exitCode: () => undefined },
    symbols: { offsetByName: () => ({ offset: breakInAddress, ambiguous: false }) },
    systemObjects: {
      eventThread: () => (last === breakIn ? 9 : 0),
      threads: () => [
        { engineId: 0, systemId: 100 },
        { engineId: 9, systemId: 900 },
      ],
    },
    dataSpaces: { read: () => Buffer.from([0xcc, 0]) },
  } as unknown as EngineObjects;
  const raised: HostEvent[] = [];
  const threads = new Threads(engine.systemObjects, () => {});
  const exited: number[] = [];
  const execution: Execution = new Execution(engine, threads, {
    breakpointIds: (id) => (id === 1 ? [7] : undefined),
    dropBadBreakpoints: () => false,
    raise: (event) => raised.push(event),
    moving: () => {},
    exited(exitCode) {
      exited.push(exitCode);
      execution.gone();
    },
    serverLost: () => {},
    failed: (error) => {
      throw error;
    },
  });
  execution.hold();
  const stops = () => raised.flatMap((event) => (event.type === "stopped" ? [event.stop] : []));
  return { execution, stops, exited, statuses, events };
}

test("a pause is reported for a thread of the debuggee, not for the one that brought it", async () => {
  const { execution, stops } = world();
  execution.go();
  execution.pause();
  await vi.waitFor(() => expect(stops()).toHaveLength(1));
  expect(stops()).toEqual([{ threadId: 100, reason: { kind: "pause" } }]);
});

test("work that needs a stop stops the debuggee, and nobody is told", async () => {
  const { execution, stops } = world();
  execution.go();
  const during = execution.whileStopped(() => execution.state);
  expect(during).not.toBe("absent");
  expect(execution.state).toBe("running");
  execution.pause();
  await vi.waitFor(() => expect(execution.state).toBe("stopped"));
  expect(stops()).toHaveLength(1);
});

test("what stops the debuggee meanwhile is told after the work, and its break-in never", async () => {
  const { execution, stops, events } = world([undefined, breakpointHit(1)]);
  execution.go();
  const seen: string[] = [];
  execution.whileStopped(() => seen.push("work", String(stops().length)));
  expect(seen).toEqual(["work", "0"]);
  expect(stops()).toEqual([{ threadId: 100, reason: { kind: "breakpoint", breakpointIds: [7] } }]);
  expect(execution.breakInUnderWay).toBe(true);
  execution.go();
  events.push(breakIn);
  await vi.waitFor(() => expect(execution.breakInUnderWay).toBe(false));
  expect(execution.state).toBe("running");
  expect(stops()).toHaveLength(1);
  execution.gone();
});

test("the debuggee's own exception is passed on when it goes on", () => {
  const { execution, stops, statuses } = world([exceptionAt(0x10n, 0xc0000005)]);
  execution.go();
  expect(execution.whileStopped(() => "done")).toBe("done");
  expect(stops()[0]?.reason).toEqual({ kind: "exception", name: "Access violation (0xc0000005)" });
  execution.go();
  execution.forceStop(100);
  expect(statuses).toContain(3);
});

test("the end of the debuggee is told with the code that came with it", () => {
  const exit: LastEvent = { ...breakpointHit(0), type: EventType.EXIT_PROCESS };
  const { execution, exited } = world([exit]);
  execution.go();
  execution.noteExit(42);
  expect(execution.whileStopped(() => execution.state)).toBe("absent");
  expect(exited).toEqual([42]);
  expect(() => execution.requireStopped()).toThrow(/no debuggee/);
});
