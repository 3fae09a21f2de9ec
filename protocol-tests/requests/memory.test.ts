import { EngineError } from "../../src/engine/errors.ts";
import { describe, expect, test } from "./fixtures.ts";

const base64 = (...bytes: number[]) => Buffer.from(bytes).toString("base64");

describe("readMemory", () => {
  test("reads at an offset, which may be negative", async ({ talk }) => {
    await talk.stop();
    talk.engine.memory.bytes.set([1, 2, 3, 4]);

    const args = { memoryReference: "0x1002", offset: -2, count: 4 };
    expect(await talk.dap.request("readMemory", args)).toEqual({
      address: "0x1000",
      data: base64(1, 2, 3, 4),
    });
  });

  test("says how much could not be read", async ({ talk }) => {
    await talk.stop();

    const partly = { memoryReference: "0x1000", offset: 60, count: 10 };
    expect(await talk.dap.request("readMemory", partly)).toEqual({
      address: "0x103c",
      data: base64(0, 0, 0, 0),
      unreadableBytes: 6,
    });
    const nothing = { memoryReference: "0x9000", count: 10 };
    expect(await talk.dap.request("readMemory", nothing)).toEqual({
      address: "0x9000",
      unreadableBytes: 10,
    });
    talk.engine.failNext("readMemory", new EngineError("unreadable", "Nothing is there."));
    expect(await talk.dap.request("readMemory", nothing)).toMatchObject({ unreadableBytes: 10 });
  });

  test("reads nothing when nothing is asked for", async ({ talk }) => {
    await talk.stop();

    const args = { memoryReference: "0x1000", count: 0 };
    expect(await talk.dap.request("readMemory", args)).toEqual({ address: "0x1000" });
    expect(talk.engine.calls).toEqual([]);
  });

  test("reads much in pieces", async ({ talk }) => {
    await talk.stop();
    talk.engine.memory.bytes = new Uint8Array(200_000).fill(7);

    const args = { memoryReference: "0x1000", count: 200_000 };
    const { data = "" } = (await talk.dap.request("readMemory", args)) ?? {};

    expect(Buffer.from(data, "base64").every((byte) => byte === 7)).toBe(true);
    expect(talk.engine.calls.length).toBeGreaterThan(2);
  });

  test("refuses numbers that cannot be exact", async ({ talk }) => {
    await talk.stop();

    for (const wrong of [{ offset: 2 ** 53 }, { count: -1 }, { count: 2 ** 40 }, { offset: 0.5 }]) {
      const args = { memoryReference: "0x1000", count: 1, ...wrong };
      expect(await talk.dap.refused("readMemory", args)).toMatchObject({ id: 102 });
    }
    for (const memoryReference of ["main", "", "-1", "0x1g", "99999999999999999999"]) {
      const refusal = await talk.dap.refused("readMemory", { memoryReference, count: 1 });
      expect(refusal).toMatchObject({ id: 102 });
      expect(refusal.format).toContain(`'${memoryReference}'`);
    }
  });
});

describe("writeMemory", () => {
  test("writes, and tells who shows the memory", async ({ talk }) => {
    await talk.stop({
      supportsMemoryEvent: true,
      supportsMemoryReferences: true,
      supportsInvalidatedEvent: true,
    });

    const args = { memoryReference: "0x1000", offset: 4, data: base64(1, 2) };
    expect(await talk.dap.request("writeMemory", args)).toEqual({ offset: 0, bytesWritten: 2 });

    expect([...talk.engine.memory.bytes.slice(3, 7)]).toEqual([0, 1, 2, 0]);
    expect(await talk.dap.next("memory")).toEqual({
      memoryReference: "0x1004",
      offset: 0,
      count: 2,
    });
    expect(await talk.dap.next("invalidated")).toEqual({ areas: ["variables"] });
  });

  test("writes all or nothing", async ({ talk }) => {
    await talk.stop({ supportsInvalidatedEvent: true });
    talk.engine.writableBytes = 3;
    const data = base64(1, 2, 3, 4, 5);

    const beyond = { memoryReference: "0x103e", data };
    expect(await talk.dap.refused("writeMemory", beyond)).toMatchObject({ id: 305 });
    const protectedPart = { memoryReference: "0x1000", data };
    expect(await talk.dap.refused("writeMemory", protectedPart)).toMatchObject({ id: 305 });

    expect(talk.engine.memory.bytes.every((byte) => byte === 0)).toBe(true);
    expect(talk.dap.pending("invalidated")).toBe(false);
  });

  test("writes a part for a client that takes it", async ({ talk }) => {
    await talk.stop();
    talk.engine.writableBytes = 3;

    const args = { memoryReference: "0x1000", data: base64(1, 2, 3, 4), allowPartial: true };
    expect(await talk.dap.request("writeMemory", args)).toEqual({ offset: 0, bytesWritten: 3 });

    expect([...talk.engine.memory.bytes.slice(0, 4)]).toEqual([1, 2, 3, 0]);
  });

  test("refuses what is no base64", async ({ talk }) => {
    await talk.stop();

    for (const data of ["A", "A===", "AB C", "ÄÖ", "AAAA=", "AAA*"]) {
      const args = { memoryReference: "0x1000", data };
      expect(await talk.dap.refused("writeMemory", args)).toMatchObject({ id: 102 });
    }
    expect(talk.engine.calls).toEqual([]);
  });
});
