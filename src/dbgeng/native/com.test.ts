import { afterEach, expect, test } from "vitest";
import { EngineError } from "../../engine/errors.ts";
import { comInterface, iidBytes, unused } from "./com.ts";
import { HresultError } from "./hresult-error.ts";
import { koffi } from "./load-koffi.ts";
import {
  bytes,
  i32,
  inoutU32,
  outBytes,
  outPointer,
  outU32,
  outU64,
  outWide,
  type Pointer,
  pointerSize,
  successCode,
  u32,
  u64,
  wide,
} from "./parameters.ts";

// A COM object is memory: a pointer to a table of functions. Here the functions are ours.

const described = comInterface("ITest", "00112233-4455-6677-8899-aabbccddeeff", {
  Numbers: [u32, i32, u64, outU32, outU64],
  Skipped: unused,
  Texts: [wide, outWide],
  Status: [successCode],
  Memory: [bytes, u32, outBytes],
  Made: [outPointer],
  Counted: [inoutU32],
});

const registered: bigint[] = [];
afterEach(() => {
  for (const code of registered.splice(0)) koffi.unregister(code);
});

type Method = readonly [types: string[], body: (...values: never[]) => number];

/** Builds an object whose vtable has exactly these functions. */
function nativeObject(methods: readonly Method[]): Pointer {
  const vtable = koffi.alloc("void *", methods.length) as Pointer;
  for (const [slot, [types, body]] of methods.entries()) {
    const proto = koffi.proto("__stdcall", null, "int32", ["void *", ...types]);
    const code = koffi.register(body, koffi.pointer(proto));
    registered.push(code);
    koffi.encode(vtable, slot * pointerSize, "void *", code);
  }
  const self = koffi.alloc("void *", 1) as Pointer;
  koffi.encode(self, "void *", vtable);
  return self;
}

const never: Method = [[], () => -1];

/** An object with one method at the place where the table has it, and a count of releases. */
function objectWith(name: string, types: string[], body: (...values: never[]) => number) {
  let releases = 0;
  const release: Method = [
    [],
    () => {
      releases += 1;
      return 0;
    },
  ];
  const slots = Array.from({ length: described.methods.length }, () => never);
  slots[2] = release;
  slots[described.methods.indexOf(name)] = [types, body];
  return { object: described.bind(nativeObject(slots)), releases: () => releases };
}

test("lists all methods in vtable order, IUnknown's first", () => {
  expect(described.methods).toEqual([
    "QueryInterface",
    "AddRef",
    "Release",
    "Numbers",
    "Skipped",
    "Texts",
    "Status",
    "Memory",
    "Made",
    "Counted",
  ]);
});

test("passes numbers whole and answers outputs", () => {
  let received: unknown[] = [];
  const types = ["uint32", "int32", "uint64", "void *", "void *"];
  const { object } = objectWith(
    "Numbers",
    types,
    (_self, a: number, b: number, c: bigint, four: Pointer, eight: Pointer) => {
      received = [a, b, BigInt.asUintN(64, BigInt(c))];
      koffi.encode(four, "uint32", 0xfedcba98);
      koffi.encode(eight, "uint64", 5n);
      return 0;
    },
  );
  expect(object.Numbers(0xffffffff, -7, 0xfedcba9876543210n)).toEqual([0xfedcba98, 5n]);
  expect(received).toEqual([0xffffffff, -7, 0xfedcba9876543210n]);
});

test("repeats a call whose text did not fit", () => {
  const text = `é中😀${"x".repeat(2000)}`;
  const sizes: number[] = [];
  const types = ["str16", "void *", "uint32", "void *"];
  const { object } = objectWith(
    "Texts",
    types,
    (_self, input: string, buffer: Pointer, size: number, needed: Pointer) => {
      expect(input).toBe("é中😀");
      sizes.push(size);
      koffi.encode(needed, "uint32", text.length + 1);
      const encoded = Buffer.from(`${text.slice(0, size - 1)}\0`, "utf16le");
      koffi.encode(buffer, koffi.array("uint8", encoded.length), [...encoded]);
      return text.length < size ? 0 : 1;
    },
  );
  expect(object.Texts("é中😀")).toEqual([text]);
  expect(sizes).toEqual([512, text.length + 1]);
});

test("shows success codes where the table asks for them", () => {
  const { object } = objectWith("Status", [], () => 1);
  expect(object.Status()).toEqual([1]);
});

test("passes memory in place and cuts answers to what was used", () => {
  const types = ["void *", "uint32", "void *", "uint32", "void *"];
  const { object } = objectWith(
    "Memory",
    types,
    (_self, given: Pointer, count: number, buffer: Pointer, size: number, used: Pointer) => {
      expect(koffi.decode(given, "uint32")).toBe(0x04030201);
      expect([count, size]).toEqual([4, 8]);
      koffi.encode(buffer, koffi.array("uint8", 3), [7, 8, 9]);
      koffi.encode(used, "uint32", 3);
      return 0;
    },
  );
  expect(object.Memory(Buffer.from([1, 2, 3, 4]), 4, 8)).toEqual([Buffer.from([7, 8, 9])]);
});

test("answers pointers and numbers that go both ways", () => {
  const made = objectWith("Made", ["void *"], (_self, out: Pointer) => {
    koffi.encode(out, "void *", 0x7fff12345678n);
    return 0;
  });
  expect(made.object.Made()).toEqual([0x7fff12345678n]);
  const counted = objectWith("Counted", ["void *"], (_self, cell: Pointer) => {
    koffi.encode(cell, "uint32", (koffi.decode(cell, "uint32") as number) - 1);
    return 0;
  });
  expect(counted.object.Counted(0xffffffff)).toEqual([0xfffffffe]);
});

test("throws a failing HRESULT with interface and method", () => {
  const { object } = objectWith("Status", [], () => 0x8000ffff | 0);
  const failure = (() => {
    try {
      return object.Status();
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(HresultError);
  expect(failure).toMatchObject({
    failure: "native",
    interfaceName: "ITest",
    method: "Status",
    code: 0x8000ffff,
    native: "0x8000ffff",
    message: "The debugger engine refused ITest::Status with 0x8000ffff.",
  });
});

test("refuses NULL and objects that were given up", () => {
  expect(() => described.bind(0n)).toThrow("The debugger engine gave no ITest object.");
  const { object, releases } = objectWith("Status", [], () => 0);
  object.release();
  object.release();
  expect(releases()).toBe(1);
  expect(() => object.Status()).toThrow(EngineError);
  expect(() => object.Status()).toThrow(
    "ITest::Status cannot be used: the object was released before.",
  );
  expect(() => object.pointer).toThrow("the object was released before");
  expect(() => object.queryInterface(described.iid)).toThrow("the object was released before");
});

test("a forgotten object is not released", () => {
  const { object, releases } = objectWith("Status", [], () => 0);
  object.forget();
  object.release();
  expect(releases()).toBe(0);
  expect(() => object.Status()).toThrow(EngineError);
});

test("lays interface ids out as COM does", () => {
  expect(iidBytes("00112233-4455-6677-8899-aabbccddeeff").toString("hex")).toBe(
    "33221100554477668899aabbccddeeff",
  );
});
