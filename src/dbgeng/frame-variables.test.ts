import { beforeEach, expect, test } from "vitest";
import { FrameVariables } from "./frame-variables.ts";

const top = { threadId: 1, level: 0 };
const caller = { threadId: 1, level: 1 };
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

test("reads once for the arguments and the locals after them", async () => {
  expect(await variables.list(top, "arguments")).toEqual([{ name: "argument0", value: "1" }]);
  expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "1" }]);
  expect(reads).toBe(1);
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

test("reads the locals when something else was asked in between", async () => {
  await variables.list(top, "arguments");
  variables.forget();
  expect(await variables.list(top, "locals")).toEqual([{ name: "local0", value: "2" }]);
});
