import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

async function atReady(stage: Stage): Promise<Session> {
  const session = await stage.launch("memory", { at: ["ready"] });
  await session.stopped("breakpoint");
  return session;
}

async function referenceOf(session: Session, expression: string): Promise<string> {
  return (await session.evaluate(expression)).memoryReference ?? "(none)";
}

async function read(session: Session, memoryReference: string, count: number, offset?: number) {
  const body = await session.dap.request("readMemory", { memoryReference, count, offset });
  return {
    address: BigInt(body?.address ?? -1),
    bytes: [...Buffer.from(body?.data ?? "", "base64")],
    unreadable: body?.unreadableBytes ?? 0,
  };
}

const base64 = (...bytes: number[]) => Buffer.from(bytes).toString("base64");
const page = 65_536;

describe("readMemory", () => {
  test("reads what is there, with offsets in both directions", async ({ stage }) => {
    const session = await atReady(stage);
    const small = await referenceOf(session, "&small[0]");

    const plain = await read(session, small, 8);
    expect(plain).toMatchObject({ bytes: [1, 2, 3, 4, 5, 6, 7, 8], unreadable: 0 });
    expect(plain.address).toBe(BigInt(small));
    const third = await referenceOf(session, "&small[2]");
    expect((await read(session, third, 2, 3)).bytes).toEqual([6, 7]);
    const before = await read(session, third, 3, -2);
    expect(before).toMatchObject({ address: BigInt(small), bytes: [1, 2, 3] });
    expect((await read(session, small, 0)).bytes).toEqual([]);
    await session.disconnect();
  });

  test("reads arrays at their own memory reference", async ({ stage }) => {
    const session = await atReady(stage);
    const reference = (await session.scope("Locals")).get("small")?.memoryReference;

    expect((await read(session, reference ?? "(none)", 3)).bytes).toEqual([1, 2, 3]);
    await session.disconnect();
  });

  test("reads a megabyte, byte by byte the right one", async ({ stage }) => {
    const session = await atReady(stage);
    const size = 1024 * 1024;

    const { bytes, unreadable } = await read(session, await referenceOf(session, "&big[0]"), size);

    expect(unreadable).toBe(0);
    const expected = Buffer.from(Array.from({ length: size }, (_, i) => (i * 7 + (i >> 8)) & 255));
    expect(Buffer.from(bytes).equals(expected)).toBe(true);
    await session.disconnect();
  });

  test("stops where nothing can be read, and counts the rest", async ({ stage }) => {
    const session = await atReady(stage);
    const reference = await referenceOf(session, "page");

    const end = await read(session, reference, 64, page - 16);
    expect(end.bytes).toEqual(Array.from({ length: 16 }, (_, i) => 240 + i));
    expect(end.unreadable).toBe(48);
    const nothing = await read(session, reference, 32, page);
    expect(nothing).toMatchObject({ bytes: [], unreadable: 32 });
    expect((await read(session, "0x0", 16)).unreadable).toBe(16);
    await session.disconnect();
  });

  test("refuses what is no reference and what is no count", async ({ stage }) => {
    const session = await atReady(stage);
    const memoryReference = await referenceOf(session, "page");

    for (const args of [
      { memoryReference: "over there", count: 4 },
      { memoryReference, count: -1 },
      { memoryReference, count: 1.5 },
      { memoryReference, count: 4, offset: 2 ** 60 },
    ]) {
      expectSentence((await session.dap.refused("readMemory", args)).format);
    }
    await session.disconnect();
  });

  test("shows the code without the breakpoints in it", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["main"] });
    await session.stopped("breakpoint");
    const work = await referenceOf(session, "&work");
    const clean = (await read(session, work, 32)).bytes;

    await session.setBreakpoints("in-work", "after-work", "return-work");

    expect((await read(session, work, 32)).bytes).toEqual(clean);
    await session.disconnect();
  });
});

describe("writeMemory", () => {
  test("is seen in the variables that were listed before", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const count = (await session.scope("Arguments")).get("count");
    expect(count?.value).toBe("1");

    await session.dap.request("writeMemory", {
      memoryReference: count?.memoryReference ?? "(none)",
      data: base64(7),
    });

    await session.dap.next("memory");
    await session.dap.next("invalidated");
    expect((await session.scope("Arguments")).get("count")?.value).toBe("7");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("writes, says so, and the values follow", async ({ stage }) => {
    const session = await atReady(stage);
    const memoryReference = await referenceOf(session, "&small[3]");

    await session.dap.request("writeMemory", { memoryReference, data: base64(44, 55) });

    expect((await session.evaluate("(int)small[3]")).result).toBe("44");
    expect((await read(session, memoryReference, 2)).bytes).toEqual([44, 55]);
    const told = await session.dap.next("memory");
    expect(told).toMatchObject({ count: 2 });
    expect(BigInt(told.memoryReference) + BigInt(told.offset)).toBe(BigInt(memoryReference));
    await session.setBreakpoints();
    await session.continue();
    await session.exits(44);
    await session.disconnect();
  });

  test("writes a lot at once, with an offset", async ({ stage }) => {
    const session = await atReady(stage);
    const memoryReference = await referenceOf(session, "&big[0]");
    const bytes = Array.from({ length: 65_536 }, (_, i) => (i * 3) & 255);

    await session.dap.request("writeMemory", {
      memoryReference,
      offset: 1000,
      data: base64(...bytes),
    });

    const back = await read(session, memoryReference, 65_536, 1000);
    expect(Buffer.from(back.bytes).equals(Buffer.from(bytes))).toBe(true);
    expect((await read(session, memoryReference, 1, 999)).bytes).toEqual([(999 * 7 + 3) & 255]);
    await session.disconnect();
  });

  test("writes all of it or, when allowed, as much as it can", async ({ stage }) => {
    const session = await atReady(stage);
    const memoryReference = await referenceOf(session, "page");
    const offset = page - 2;
    const data = base64(1, 2, 3, 4);

    const refusal = await session.dap.refused("writeMemory", { memoryReference, offset, data });
    expectSentence(refusal.format);
    expect((await read(session, memoryReference, 2, offset)).bytes).toEqual([254, 255]);
    const reply = await session.dap.request("writeMemory", {
      memoryReference,
      offset,
      data,
      allowPartial: true,
    });

    expect(reply?.bytesWritten).toBe(2);
    expect((await read(session, memoryReference, 2, offset)).bytes).toEqual([1, 2]);
    await session.disconnect();
  });

  test("refuses what is no base64", async ({ stage }) => {
    const session = await atReady(stage);
    const memoryReference = await referenceOf(session, "page");

    for (const data of ["!!!", "a", 5]) {
      await session.dap.refused("writeMemory", { memoryReference, data });
    }
    expect((await read(session, memoryReference, 2)).bytes).toEqual([0, 1]);
    await session.disconnect();
  });
});
