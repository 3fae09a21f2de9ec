import { describe, expect, test } from "vitest";
import { operandsOf } from "./operands.ts";

/** The operands, clause by clause. */
function clausesOf(expression: string): string[][] {
  const clauses = new Map<number, string[]>();
  for (const { text, start, clause } of operandsOf(expression)) {
    expect(expression.slice(start, start + text.length)).toBe(text);
    clauses.set(clause, [...(clauses.get(clause) ?? []), text]);
  }
  return [...clauses.values()];
}

const namesOf = (expression: string) =>
  operandsOf(expression).flatMap(({ name }) => {
    if (name === undefined) return [];
    expect(expression.slice(name.start, name.start + name.text.length)).toBe(name.text);
    return [name.text];
  });

describe("operands", () => {
  const expressions: Record<string, string[][]> = {
    "colour == GREEN": [["colour", "GREEN"]],
    "wall->colour!=paint::Pot::FULL": [["wall->colour", "paint::Pot::FULL"]],
    "a == B && c.d == E": [
      ["a", "B"],
      ["c.d", "E"],
    ],
    "(a | b) == c.d": [
      ["a", "b"],
      ["(a | b)", "c.d"],
    ],
    "walls[GREEN].colour = list[count - 1]": [
      ["GREEN"],
      ["count", "1"],
      ["walls[GREEN].colour", "list[count - 1]"],
    ],
    "*pointer == -1": [["*pointer", "-1"]],
    "(Colour)code == BLUE": [["Colour"], ["(Colour)code", "BLUE"]],
    "mask |= BIT << 2": [["mask", "BIT", "2"]],
    "a ? B : ::C": [["a"], ["B"], ["::C"]],
    "x == '(' || y == \"a && b\"": [
      ["x", "'('"],
      ["y", '"a && b"'],
    ],
    "()": [["()"]],
    "": [],
  };
  for (const [expression, expected] of Object.entries(expressions)) {
    test(`of '${expression}' are told by clauses`, () => {
      expect(clausesOf(expression)).toEqual(expected);
    });
  }

  test("that are names are told without what is before them", () => {
    expect(namesOf("(int)GREEN + -(long)::paint::GLOSS == !x.y")).toEqual([
      "int",
      "long",
      "GREEN",
      "::paint::GLOSS",
    ]);
    expect(namesOf("f(a) == b[c] || d->e == 5")).toEqual(["a", "c"]);
  });
});
