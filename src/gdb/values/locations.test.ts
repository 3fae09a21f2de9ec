import { expect, test } from "vitest";
import type { Variable } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { Locations, withFunction } from "./locations.ts";

const addressIn = (variable: Omit<Variable, "name">) => {
  const { valueLocation } = withFunction({ name: "x", ...variable });
  return valueLocation?.kind === "code" ? valueLocation.address : undefined;
};

test.each([
  ["int (*)(int)", "0x1139 <twice>"],
  ["operation", "0x1139 <twice(int)>"],
  ["int (&)(int)", "{int (int)} 0x1139 <twice(int)>"],
  ["int (int)", "{int (int)} 0x1139 <twice>"],
  ["operation", "0x1139 <Set::operator+(Set const&) const>"],
  [
    "int (Shape::*)(const Shape * const)",
    "(int (Shape::*)(const Shape * const)) 0x1139 <Shape::id() const>",
  ],
])("a value of type %s, %s, has the place of its function", (type, value) => {
  expect(addressIn({ type, value })).toBe(0x1139n);
});

test.each([
  ["int", "4409"],
  ["operation", "0x0"],
  ["operation", "0x1139"],
  ["void *", "0x4010 <counter>"],
  ["char *", '0x4010 <text> "abc"'],
  ["int (**)(void)", "0x3d78 <vtable for Rectangle+16>"],
  ["operation", "0x1030 <puts@plt>"],
])("a value of type %s, %s, has none", (type, value) => {
  expect(addressIn({ type, value })).toBeUndefined();
});

test("a pointer to something that can be expanded is none to a function", () => {
  expect(addressIn({ type: "alias", value: "0x4010 <counter>", children: 1 })).toBeUndefined();
});

test("a gdb without Python promises no declarations", async () => {
  const gdb = (features: string[]) =>
    new Locations({
      send: async () => ({ results: { features }, output: "", remarks: "" }),
    } as unknown as MiSession);
  const frame = { threadId: 1, level: 0 };
  const list = [
    { name: "a", value: "1", evaluateName: "a" },
    { name: "a (shadowed)", value: "2" },
  ];

  expect(await gdb(["thread-info"]).withDeclarations(frame, list)).toEqual(list);
  expect(await gdb(["thread-info", "python"]).withDeclarations(frame, list)).toEqual([
    { ...list[0], declaration: { kind: "declaration", frame, name: "a" } },
    list[1],
  ]);
});
