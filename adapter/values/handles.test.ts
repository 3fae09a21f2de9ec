import { expect, test } from "vitest";
import { Handles, Numbers } from "./handles.ts";

test("numbers are positive and never used twice, also by different handles", () => {
  const numbers = new Numbers();
  const [first, second] = [new Handles<string>(numbers), new Handles<string>(numbers)];

  expect([first.number("a"), second.number("b"), first.number("c")]).toEqual([1, 2, 3]);
  expect([first.get(1), first.get(2), second.get(2)]).toEqual(["a", undefined, "b"]);
});

test("things with the same key keep their number", () => {
  const handles = new Handles<object>(new Numbers());

  expect(handles.number({}, "key")).toBe(handles.number({}, "key"));
  expect(handles.number({}, "other")).not.toBe(handles.number({}, "key"));
});
