import { expect, test } from "vitest";
import { Status } from "../../native/constants.ts";
import { Parking } from "./parking.ts";

const carrier = 9;
const dispatcher = 0x500n;
const pc = 0x100n;
const exceptionType = 2;
const stepType = 0;

/** What the engine reports as its last event for a first-chance exception. */
const exception = (firstChance = 1) => {
  const extra = Buffer.alloc(160);
  extra.writeUInt32LE(0xe0001234, 0);
  extra.writeUInt32LE(firstChance, 152);
  return { type: exceptionType, processId: 0, threadId: 0, extra, text: "" };
};
const step = { type: stepType, processId: 0, threadId: 0, extra: Buffer.alloc(160), text: "" };

/**
 * A debuggee of one thread that is stopped by an event.
 * @param at Where the thread is once it went on.
 */
function stoppedBy(lastEvent: object, at: bigint) {
  const done: string[] = [];
  const registers = { at: pc, instructionOffset: () => registers.at };
  let eventThread = 0;
  const engine = {
    control: { lastEvent: () => lastEvent, execute: (command: string) => done.push(command) },
    systemObjects: { eventThread: () => eventThread, setCurrentThreadId: () => {} },
    registers,
    symbols: { offsetByName: () => ({ offset: dispatcher, ambiguous: false }) },
    dataSpaces: {
      read: () => Buffer.from([0x90, 0x91]),
      write: (address: bigint, bytes: Buffer) =>
        done.push(`${address.toString(16)}: ${bytes.toString("hex")}`),
    },
  };
  const breakIn = { type: "other" };
  const pump = {
    breakInUnderWay: false,
    begin: (motion: number) => done.push(`go ${motion}`),
  };
  const next = (interrupt: boolean) => {
    if (!interrupt) return undefined;
    pump.breakInUnderWay = true;
    registers.at = at;
    eventThread = carrier;
    return breakIn;
  };
  const run = {
    slices: { pump, next },
    breakIn: {
      carrierOf(event: unknown) {
        if (!pump.breakInUnderWay || event !== breakIn) return undefined;
        pump.breakInUnderWay = false;
        return 9;
      },
    },
    isRunning: () => true,
  };
  const parking = new Parking(engine as never, run as never, [{ engineId: 0, systemId: 100 }]);
  return { parking, done };
}

test("a thread in an event goes on to a jump where it is, and is suspended there", () => {
  const { parking, done } = stoppedBy(step, pc);
  parking.park(Status.GO, 2_000);
  expect(done).toEqual([
    ...["~0n", "~0n", "100: ebfe", "~0m", "~0m", `go ${Status.GO}`],
    ...["100: 9091", "~0n", "~0n", `go ${Status.GO}`],
  ]);
});

test("one with an exception goes on to where it begins to handle it", () => {
  const { parking, done } = stoppedBy(exception(), dispatcher);
  parking.park(Status.GO_NOT_HANDLED, 2_000);
  expect(done.slice(2, 6)).toEqual(["500: ebfe", "~0m", "~0m", `go ${Status.GO_NOT_HANDLED}`]);
});

test("one with an exception that nobody has handled stays where it is", () => {
  const { parking, done } = stoppedBy(exception(0), pc);
  parking.park(Status.GO_NOT_HANDLED, 2_000);
  expect(done.slice(2, 6)).toEqual(["100: ebfe", "~0m", "~0m", `go ${Status.GO_HANDLED}`]);
});

test("what does not get to its jump in time is a failure", () => {
  const { parking } = stoppedBy(step, 0x900n);
  expect(() => parking.park(Status.GO, 0)).toThrow(/could not be stopped for good/);
});
