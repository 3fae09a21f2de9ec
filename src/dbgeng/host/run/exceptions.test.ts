import { expect, test } from "vitest";
import { EngineError } from "../../../engine/errors.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { ExceptionFilter } from "../../native/event-structs.ts";
import { Exceptions } from "./exceptions.ts";

const removed = 4;

/** An engine that knows access violations, breakpoints, C++ exceptions and "all others". */
function setUp(memory: ReadonlyMap<bigint, Buffer> = new Map()) {
  const filter = (exceptionCode: number): ExceptionFilter => ({
    exceptionCode,
    executionOption: 0,
    continueOption: 1,
  });
  const filters = [0, 0xc0000005, 0x80000003, 0xe06d7363].map(filter);
  const control = {
    filterCounts: () => ({ specific: 10, exceptions: filters.length, added: 0 }),
    exceptionFilters: () => [...filters],
    setExceptionFilters(changes: readonly ExceptionFilter[]) {
      for (const change of changes) {
        const at = filters.findIndex((one) => one.exceptionCode === change.exceptionCode);
        if (change.executionOption === removed) filters.splice(at, 1);
        else if (at < 0) filters.push(change);
        else filters[at] = change;
      }
    },
    isPointer64Bit: () => true,
  };
  const dataSpaces = { read: (address: bigint) => memory.get(address) ?? Buffer.alloc(0) };
  const exceptions = new Exceptions({ control, dataSpaces } as unknown as EngineObjects);
  /** The codes that stop at their first chance. */
  const first = () =>
    filters
      .filter(({ executionOption }) => executionOption === 0)
      .map(({ exceptionCode }) => `0x${exceptionCode.toString(16)}`);
  return { exceptions, filters, first };
}

const violation = {
  code: 0xc0000005,
  flags: 0,
  record: 0n,
  address: 0x1000n,
  parameters: [1n, 0x10n],
};

test("without filters only what is unhandled stops, breakpoints apart", () => {
  const { exceptions, first, filters } = setUp();
  expect(exceptions.choose([])).toEqual([]);
  expect(first()).toEqual(["0x80000003"]);
  // Swallowing an exception, or ignoring it, would raise it again and again.
  for (const { executionOption, continueOption } of filters) {
    expect([0, 1]).toContain(executionOption);
    expect(continueOption).toBe(1);
  }
});

test("filters stop at the first chance, and not longer than they are chosen", () => {
  const { exceptions, first } = setUp();
  expect(exceptions.choose([{ id: "cpp" }])).toEqual([{}]);
  expect(first()).toEqual(["0x80000003", "0xe06d7363", "0x20474343"]);
  exceptions.choose([{ id: "accessViolation" }]);
  expect(first()).toEqual(["0xc0000005", "0x80000003"]);
  exceptions.choose([{ id: "all" }]);
  expect(first()).toEqual(["0x0", "0xc0000005", "0x80000003", "0xe06d7363"]);
});

test("codes of a condition are added, wrong ones and the debugger's own are told", () => {
  const { exceptions, first } = setUp();
  expect(exceptions.choose([{ id: "seh", condition: "0xc0000094, c000001d" }])).toEqual([{}]);
  expect(first()).toEqual(["0x80000003", "0xc0000094", "0xc000001d"]);
  expect(exceptions.choose([{ id: "seh", condition: "divide" }])[0]?.problem).toContain("'divide'");
  expect(exceptions.choose([{ id: "seh", condition: "80000003" }])[0]?.problem).toContain(
    "0x80000003",
  );
  expect(exceptions.choose([{ id: "cpp", condition: "x" }])[0]?.problem).toContain("'x'");
  expect(exceptions.choose([{ id: "none" }])[0]?.problem).toContain("'none'");
});

test("a debuggee that is let go stops at nothing, the next one again at what was chosen", () => {
  const { exceptions, first } = setUp();
  exceptions.choose([{ id: "accessViolation" }]);
  exceptions.release();
  expect(first()).toEqual(["0x80000003"]);
  expect(exceptions.isWanted(0xc0000005, true)).toBe(false);
  expect(exceptions.isWanted(0xc0000005, false)).toBe(true);
  exceptions.restore();
  expect(exceptions.isWanted(0xc0000005, true)).toBe(true);
});

test("an exception is described with what it tried and what led to it", () => {
  const nested = Buffer.alloc(152);
  nested.writeUInt32LE(0xc0000094, 0);
  const { exceptions } = setUp(new Map([[0x5000n, nested]]));
  exceptions.note(7, { ...violation, record: 0x5000n }, false);
  expect(exceptions.info(7)).toMatchObject({
    id: "0xc0000005",
    breakMode: "unhandled",
    name: "Access violation",
    access: { kind: "write", address: 0x10n },
    nested: [{ id: "0xc0000094" }],
  });
  expect(() => exceptions.info(8)).toThrow(EngineError);
  exceptions.clear();
  expect(() => exceptions.info(7)).toThrow("not stopped at an exception");
});
