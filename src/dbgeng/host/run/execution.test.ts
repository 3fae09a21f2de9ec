import { setImmediate } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { HostEvent } from "../../host-protocol.ts";
import { EventType, Status } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { LastEvent } from "../../native/debug-control.ts";
import { structSize } from "../../native/structs.ts";
import type { Verdict } from "../breakpoints/hit-judge.ts";
import { Execution } from "./execution.ts";
import { Threads } from "./threads.ts";

const breakInAddress = 0x7000n;
const breakpointAddress = 0x1000n;

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

const stepped: LastEvent = { ...breakpointHit(0), type: EventType.NONE };

/** A debuggee with what each slice brings; afterwards it runs until an interrupt stops it. */
function world(events: (LastEvent | undefined)[] = []) {
  let interrupted = false;
  let last: LastEvent | undefined;
  const statuses: number[] = [];
  const commands: string[] = [];
  let current = 0;
  /** Where the debuggee's own thread is: at its breakpoint once it was hit, until it has made a step. */
  let place = 0x2000n;
  /** How many motions there had been before each. */
  const interrupts: number[] = [];
  const engine = {
    control: {
      setExecutionStatus: (status: number) => void statuses.push(status),
      setInterrupt: () => {
        interrupted = true;
        interrupts.push(statuses.length);
      },
      waitForEvent() {
        last = events.length > 0 ? events.shift() : interrupted ? breakIn : undefined;
        if (last === breakIn) interrupted = false;
        if (last?.type === EventType.BREAKPOINT) place = breakpointAddress;
        else if (last?.type === EventType.NONE) place += 4n;
        return last !== undefined;
      },
      lastEvent: () => last,
      setCodeLevel: () => {},
      execute: (command: string) => void commands.push(command),
      executionStatus: () => 6,
    },
    client: { exitCode: () => undefined },
    symbols: { offsetByName: () => ({ offset: breakInAddress, ambiguous: false }) },
    systemObjects: {
      eventThread: () => (last === breakIn ? 9 : 0),
      currentThreadId: () => current,
      setCurrentThreadId: (thread: number) => {
        current = thread;
      },
      threads: () => [
        { engineId: 0, systemId: 100 },
        { engineId: 9, systemId: 900 },
      ],
    },
    registers: { instructionOffset: () => (current === 9 ? breakInAddress : place) },
    dataSpaces: { read: () => Buffer.from([0xcc, 0]) },
  } as unknown as EngineObjects;
  const raised: HostEvent[] = [];
  const threads = new Threads(engine.systemObjects, () => {});
  const exited: number[] = [];
  /** What hits come to, by the engine's ids of breakpoints; those of others are foreign. */
  const verdicts = new Map<number, Verdict>([[1, { ids: [7] }]]);
  const exceptionsOf: number[] = [];
  const patience = { ms: 0 };
  const execution: Execution = new Execution(engine, threads, {
    verdict: (id) => verdicts.get(id),
    isWanted: () => true,
    exception: (threadId) => exceptionsOf.push(threadId),
    dropBadBreakpoints: () => false,
    raise: (event) => raised.push(event),
    moving: () => {},
    brokeIn: () => {},
    resuming: () => {},
    stopPatienceMs: () => patience.ms,
    isBreakpoint: (address) => address === breakpointAddress,
    childCreated: () => {},
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
  /** Sets it in motion, past the first slice. */
  const run = async () => {
    execution.go();
    await setImmediate();
  };
  return {
    execution,
    threads,
    run,
    stops,
    exited,
    statuses,
    commands,
    events,
    verdicts,
    exceptionsOf,
    patience,
    interrupts,
  };
}

test("a debuggee that may stop by itself is not interrupted before it has", async () => {
  const { execution, run, interrupts, patience } = world([undefined, undefined, breakpointHit(1)]);
  patience.ms = 1_000_000;
  await run();

  expect(execution.forceStop(1_000_000)).toEqual({ type: "breakpoint", id: 1 });
  expect(interrupts).toEqual([]);
});

test("a debuggee that was stopped to be let go is not waited for once more", async () => {
  const { execution, run } = world();
  await run();
  execution.forceStop(1_000_000);

  execution.runDry(100);

  expect(execution.slices.pump.breakInUnderWay).toBe(false);
});

test("a pause is reported for a thread of the debuggee, not for the one that brought it", async () => {
  const { execution, run, stops } = world();
  await run();
  execution.pause();
  await vi.waitFor(() => expect(stops()).toHaveLength(1));
  expect(stops()).toEqual([{ threadId: 100, reason: { kind: "pause" } }]);
});

test("a pause before the debuggee has moved leaves it where it is, with all its threads", () => {
  const { execution, stops, statuses } = world();
  execution.go();
  execution.pause();
  execution.whileStopped(() => {});
  expect(stops()).toEqual([{ threadId: 100, reason: { kind: "pause" } }]);
  expect(statuses).toEqual([]);
});

test("work that needs a stop stops the debuggee, and nobody is told", async () => {
  const { execution, run, stops } = world();
  await run();
  const during = execution.whileStopped(() => execution.state);
  expect(during).not.toBe("absent");
  expect(execution.state).toBe("running");
  execution.pause();
  await vi.waitFor(() => expect(execution.state).toBe("stopped"));
  expect(stops()).toHaveLength(1);
});

test("what stops the debuggee meanwhile is told after the work, and its break-in never", async () => {
  const { execution, run, stops, events } = world([undefined, breakpointHit(1)]);
  await run();
  const seen: string[] = [];
  execution.whileStopped(() => seen.push("work", String(stops().length)));
  expect(seen).toEqual(["work", "0"]);
  expect(stops()).toEqual([{ threadId: 100, reason: { kind: "breakpoint", breakpointIds: [7] } }]);
  expect(execution.slices.pump.breakInUnderWay).toBe(true);
  execution.go();
  events.push(breakIn);
  await vi.waitFor(() => expect(execution.slices.pump.breakInUnderWay).toBe(false));
  expect(execution.state).toBe("running");
  // The break-in came before the thread had left its breakpoint.
  events.push(breakpointHit(1));
  expect(execution.forceStop(1_000_000)).toEqual({ type: "breakpoint", id: 1 });
  expect(execution.isSameHit()).toBe(true);
  expect(stops()).toHaveLength(1);
  execution.gone();
});

test("the thread that brought a break-in is not listed, however late that arrives", async () => {
  const { execution, run, stops, threads, events } = world([undefined, breakpointHit(1)]);
  await run();
  execution.whileStopped(() => {});
  events.push(breakIn, breakpointHit(1));

  execution.go();

  await vi.waitFor(() => expect(stops()).toHaveLength(2));
  expect(threads.all.map(({ systemId }) => systemId)).toEqual([100]);
});

test("the debuggee's own exception is passed on when it goes on", async () => {
  const { execution, run, stops, statuses, exceptionsOf } = world([exceptionAt(0x10n, 0xc0000005)]);
  await run();
  expect(exceptionsOf).toEqual([100]);
  expect(stops()[0]?.reason).toEqual({ kind: "exception", name: "Access violation (0xc0000005)" });
  await run();
  expect(statuses).toContain(Status.GO_NOT_HANDLED);
  execution.gone();
});

test("an exception is over when the thread is made to go on elsewhere", async () => {
  const { execution, run, stops, statuses } = world([exceptionAt(0x10n, 0xc0000005)]);
  await run();
  execution.moved(900);
  expect(stops()[1]).toEqual({ threadId: 900, reason: { kind: "goto" } });
  await run();
  expect(statuses).not.toContain(Status.GO_NOT_HANDLED);
  expect(statuses).toContain(Status.GO_HANDLED);
  execution.gone();
});

test("a hit that the rules pass over stops nothing, one of a foreign breakpoint does", async () => {
  const { execution, run, stops, verdicts } = world([breakpointHit(2), breakpointHit(3)]);
  verdicts.set(2, { ids: [] });
  await run();
  expect(execution.state).toBe("running");
  await vi.waitFor(() => expect(stops()).toHaveLength(1));
  expect(stops()[0]?.reason).toEqual({ kind: "breakpoint", breakpointIds: [] });
});

test("a thread leaves its breakpoint while the others are frozen", async () => {
  const { execution, run, statuses, commands, verdicts, stops } = world([
    breakpointHit(2),
    stepped,
  ]);
  verdicts.set(2, { ids: [] });
  await run();
  expect(statuses).toEqual([Status.GO]);
  await setImmediate();
  expect(statuses.slice(0, 2)).toEqual([Status.GO, Status.STEP_INTO]);
  expect(commands).toEqual(["~9f", "~9u"]);
  await vi.waitFor(() => expect(statuses[2]).toBe(Status.GO));
  expect(stops()).toEqual([]);
  execution.gone();
});

test("a pause before a thread has left its breakpoint thaws the others", async () => {
  const { execution, run, stops, commands } = world([breakpointHit(1)]);
  await run();
  execution.go();
  execution.pause();
  await setImmediate();
  expect(stops()).toHaveLength(2);
  expect(commands).toEqual(["~9f", "~9u"]);
});

test("what is left over of a step that was given up is never passed on", async () => {
  const { execution, run, stops, statuses } = world([exceptionAt(0x10n, 0x80000004)]);
  await run();
  await setImmediate();
  expect(execution.state).toBe("running");
  expect(stops()).toEqual([]);
  expect(statuses).not.toContain(Status.GO_NOT_HANDLED);
  execution.gone();
});

test("the end of the debuggee is told with the code that came with it", async () => {
  const exit: LastEvent = { ...breakpointHit(0), type: EventType.EXIT_PROCESS };
  const { execution, run, exited } = world([undefined, exit]);
  await run();
  execution.slices.noteExit(42);
  expect(execution.whileStopped(() => execution.state)).toBe("absent");
  expect(exited).toEqual([42]);
  expect(() => execution.requireStopped()).toThrow(/no debuggee/);
});
