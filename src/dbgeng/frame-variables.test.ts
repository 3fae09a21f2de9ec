import { beforeEach, describe, expect, test } from "vitest";
import { FrameVariables } from "./frame-variables.ts";

const top = { threadId: 1, level: 0 };
const caller = { threadId: 1, level: 1 };
const one = { name: "number", value: "1" };
let reads = 0;
let variables: FrameVariables;

beforeEach(() => {
  reads = 0;
  variables = new FrameVariables(async ({ level }) => {
    reads += 1;
    return {
      arguments: [{ name: `argument${level}`, value: `${reads}` }],
      locals: [{ name: `local${level}`, value: `${reads}` }],
    };
  });
});

test("reads once for the arguments and the locals", async () => {
  expect(await variables.list(top, "arguments")).toEqual([{ name: "argument0", value: "1" }]);
  expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "1" }]);
  expect(reads).toBe(1);
});

test("reads once for whether there is something, and for what there is", async () => {
  expect(await variables.filled(top)).toEqual({ arguments: true, locals: true });
  await variables.filled(top);
  expect(await variables.list(top, "arguments")).toEqual([{ name: "argument0", value: "1" }]);
  expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "1" }]);
  expect(reads).toBe(1);
});

test("asks for them as the client had values written last", async () => {
  await variables.list(caller, "locals", { hex: true });
  await variables.filled(top);
  await variables.list(top, "arguments", { hex: true });
  expect(reads).toBe(2);
});

test("does not wait in a function that was seen with both", async () => {
  const never = new Promise<never>(() => {});
  const lists = [Promise.resolve({ arguments: [one], locals: [one] }), never];
  const slow = new FrameVariables(() => lists.shift() ?? never);
  slow.note(1, [{ level: 0, name: "m!f", address: 1n }]);
  await slow.filled(top);
  slow.forget();

  slow.note(1, [{ level: 0, name: "m!f", address: 2n }]);
  expect(await slow.filled(top)).toEqual({ arguments: true, locals: true });
});

test("waits in a function that was seen with one of them only", async () => {
  const lists = [
    { arguments: [], locals: [one] },
    { arguments: [], locals: [] },
  ];
  const inBlocks = new FrameVariables(async () => lists.shift() ?? { arguments: [], locals: [] });
  for (const locals of [true, false]) {
    inBlocks.forget();
    inBlocks.note(1, [{ level: 0, name: "m!f", address: 1n }]);
    expect(await inBlocks.filled(top)).toEqual({ arguments: false, locals });
  }
});

test("reads the locals again when they are asked for again", async () => {
  await variables.list(top, "arguments");
  await variables.list(top, "locals");
  expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "2" }]);
});

test("does not take one frame's locals for another's", async () => {
  await variables.list(top, "arguments");
  expect(await variables.list(caller, "locals")).toEqual([{ name: "local1", value: "2" }]);
});

test("does not take decimal locals for hexadecimal ones", async () => {
  await variables.list(top, "arguments");
  expect(await variables.list(top, "locals", { hex: true })).toEqual([
    { name: "local0", value: "2" },
  ]);
});

test("reads the locals again when the debuggee may have changed", async () => {
  await variables.list(top, "arguments");
  variables.forget();
  expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "2" }]);
});

test("tries again after a failure", async () => {
  let fails = true;
  const failing = new FrameVariables(async () => {
    if (fails) throw new Error("no memory");
    return { arguments: [], locals: [] };
  });
  expect(await failing.filled(top)).toEqual({ arguments: true, locals: true });
  await expect(failing.list(top, "arguments")).rejects.toThrow("no memory");
  fails = false;
  expect(await failing.filled(top)).toEqual({ arguments: false, locals: false });
  expect(await failing.list(top, "locals")).toEqual([]);
});

describe("reading ahead", () => {
  test("is not done before anybody looked", () => {
    variables.readAhead(1);
    expect(reads).toBe(0);
  });

  test("is done at the stop after one where somebody looked, and the reading is used", async () => {
    await variables.list(top, "arguments");
    variables.forget();
    variables.readAhead(1);
    expect(reads).toBe(2);
    expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "2" }]);
    expect(await variables.list(top, "arguments")).toEqual([{ name: "argument0", value: "2" }]);
    expect(reads).toBe(2);
  });

  test("stops when nobody looks any more", async () => {
    await variables.list(top, "arguments");
    for (let stop = 0; stop < 3; stop += 1) {
      variables.forget();
      variables.readAhead(1);
    }
    expect(reads).toBe(2);
  });

  test("is done for the thread and the frame that was looked at only", async () => {
    await variables.list(top, "arguments");
    variables.forget();
    variables.readAhead(2);
    expect(reads).toBe(1);
    await variables.list(caller, "arguments");
    variables.forget();
    variables.readAhead(1);
    expect(reads).toBe(2);
  });

  test("is done where somebody asked whether there is something, and serves that", async () => {
    await variables.filled(top);
    variables.forget();
    variables.readAhead(1);
    expect(reads).toBe(2);
    await variables.filled(top);
    expect(reads).toBe(2);
  });

  test("does not read again what is held already", async () => {
    await variables.list(top, "arguments");
    variables.readAhead(1);
    expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "1" }]);
    expect(reads).toBe(1);
  });

  test("uses the format of the last time", async () => {
    await variables.list(top, "arguments", { hex: true });
    variables.forget();
    variables.readAhead(1);
    await variables.list(top, "arguments", { hex: true });
    expect(reads).toBe(2);
  });
});
