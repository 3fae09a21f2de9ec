import { expect, test } from "vitest";
import { ValueType } from "./constants.ts";
import { readDebugValue, writeDebugValue } from "./debug-value.ts";
import { readExceptionFilter, readExceptionRecord, writeExceptionFilter } from "./event-structs.ts";
import { environmentBlock, wideBuffer, writeCreateOptions } from "./process-start.ts";
import { readAll, readStackFrame, structSize } from "./structs.ts";

test("refuses bytes of another size", () => {
  expect(() => readStackFrame(Buffer.alloc(127))).toThrow(RangeError);
  expect(() => readDebugValue(Buffer.alloc(31))).toThrow(RangeError);
  expect(() => readExceptionFilter(Buffer.alloc(20))).toThrow(RangeError);
  expect(() => readExceptionRecord(Buffer.alloc(151))).toThrow(RangeError);
  expect(() => readAll(Buffer.alloc(129), structSize.stackFrame, readStackFrame)).toThrow(
    "129 bytes are not an array of 128-byte structures.",
  );
});

test("reads an exception record that more information follows", () => {
  const buffer = Buffer.alloc(160);
  buffer.writeUInt32LE(0xc0000005, 0);
  buffer.writeBigUInt64LE(0xffff800000000001n, 16);
  buffer.writeUInt32LE(2, 24);
  buffer.writeBigUInt64LE(1n, 32);
  buffer.writeBigUInt64LE(0xdeadn, 40);
  expect(readExceptionRecord(buffer)).toEqual({
    code: 0xc0000005,
    flags: 0,
    record: 0n,
    address: 0xffff800000000001n,
    parameters: [1n, 0xdeadn],
  });
  buffer.writeUInt32LE(0xffffffff, 24);
  expect(readExceptionRecord(buffer).parameters).toHaveLength(15);
});

test.each([
  [ValueType.INT8, 0xabn],
  [ValueType.INT16, 0xabcdn],
  [ValueType.INT32, 0xfedcba98n],
  [ValueType.INT64, 0xfedcba9876543210n],
])("an integer of type %i survives", (type, integer) => {
  expect(readDebugValue(writeDebugValue({ type, integer }))).toMatchObject({ type, integer });
  expect(readDebugValue(writeDebugValue({ type, integer: -1n })).integer).toBe(
    BigInt.asUintN(8 * 2 ** (type - 1), -1n),
  );
});

test("floating-point and raw values survive", () => {
  const single = readDebugValue(writeDebugValue({ type: ValueType.FLOAT32, float: 1.5 }));
  expect(single.float).toBe(1.5);
  const double = readDebugValue(writeDebugValue({ type: ValueType.FLOAT64, float: -0.1 }));
  expect(double.float).toBe(-0.1);
  const bytes = Buffer.from("0102030405060708090a0b0c0d0e0f10", "hex");
  const vector = readDebugValue(writeDebugValue({ type: ValueType.VECTOR128, bytes }));
  expect(vector.bytes.subarray(0, 16)).toEqual(bytes);
  expect(vector).not.toHaveProperty("integer");
});

test("an exception filter survives and has the size of the header", () => {
  const exception = { executionOption: 4, continueOption: 1, exceptionCode: 0xe06d7363 };
  expect(writeExceptionFilter(exception)).toHaveLength(24);
  expect(readExceptionFilter(writeExceptionFilter(exception))).toEqual(exception);
});

test("what starts a process is written as Windows reads it", () => {
  expect(writeCreateOptions({ createFlags: 2 }).toString("hex")).toBe(
    "02000000000000000000000000000000",
  );
  expect(wideBuffer("é").toString("hex")).toBe("e9000000");
  expect(environmentBlock({ A: "1", B: "é" }).toString("utf16le")).toBe("A=1\0B=é\0\0");
  expect(environmentBlock({}).toString("utf16le")).toBe("\0\0");
});
