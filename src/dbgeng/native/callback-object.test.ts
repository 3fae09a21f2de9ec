import { expect, test } from "vitest";
import { CallbackObject } from "./callback-object.ts";
import { comInterface } from "./com.ts";
import { HresultError } from "./hresult-error.ts";
import { bytes, u32, u64, wide } from "./parameters.ts";

// The object is called through our own binding, so both directions of it meet here.

const described = comInterface("ICalled", "00112233-4455-6677-8899-aabbccddeeff", {
  Take: [u32, u64, wide, bytes],
  Fail: [],
});

function called(take: (...values: unknown[]) => number | undefined) {
  const reported: unknown[] = [];
  const object = new CallbackObject(
    described,
    {
      Take: take,
      Fail: () => {
        throw new Error("on purpose");
      },
    },
    (error) => reported.push(error),
  );
  return { object, reported, caller: described.bind(object.pointer) };
}

test("hands arguments over whole, and the answer back", () => {
  let received: unknown[] = [];
  const { caller } = called((...values) => {
    received = values;
    return 0x80004005;
  });
  expect(() => caller.Take(0xfedcba98, 0xfedcba9876543210n, "é中😀", null)).toThrow(HresultError);
  expect(received).toEqual([0xfedcba98, 0xfedcba9876543210n, "é中😀", null]);
});

test("a number of 64 bits is a bigint whatever its size", () => {
  const received: unknown[] = [];
  const { caller } = called((_count, value) => {
    received.push(value);
    return undefined;
  });
  for (const value of [0n, 1n, 0x7fffffffffffffffn, 0xffffffffffffffffn]) {
    caller.Take(0, value, null, null);
  }
  expect(received).toEqual([0n, 1n, 0x7fffffffffffffffn, 0xffffffffffffffffn]);
});

test("reports what a method throws and answers success", () => {
  const { caller, reported } = called(() => 0);
  expect(caller.Fail()).toEqual([]);
  expect(reported).toEqual([new Error("on purpose")]);
});

test("answers for IUnknown and itself only", () => {
  const { object, caller } = called(() => 0);
  expect(caller.queryInterface("00000000-0000-0000-c000-000000000046")).toBe(object.pointer);
  expect(caller.queryInterface(described.iid)).toBe(object.pointer);
  expect(() => caller.queryInterface("67721fe9-56d2-4a44-a325-2b65513ce6eb")).toThrow("0x80004002");
  expect(object.references).toBe(2);
});

test("is freed once, and not while it is referenced", () => {
  const { object, caller } = called(() => 0);
  caller.queryInterface(described.iid);
  expect(object.release()).toBe(false);
  caller.release();
  expect(object.references).toBe(0);
  expect(object.release()).toBe(true);
  expect(object.release()).toBe(false);
});
