import fc from "fast-check";
import { expect, test } from "vitest";
import { shellQuote } from "../mi/mi-quote.ts";
import { splitArguments } from "./split-arguments.ts";

test.each([
  ["", []],
  ["  a  b\tc\n", ["a", "b", "c"]],
  [`one "two three" 'fo"ur' fi\\ ve ""`, ["one", "two three", 'fo"ur', "fi ve", ""]],
  [`a'b'"c"\\d`, ["abcd"]],
  ['"say \\"hi\\" \\n"', ['say "hi" \\n']],
  ["'open end", ["open end"]],
  ["$HOME `id` *", ["$HOME", "`id`", "*"]],
])("splits %j", (line, expected) => {
  expect(splitArguments(line)).toEqual(expected);
});

test("gives back any list that was quoted for a shell", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (list) => {
      expect(splitArguments(list.map(shellQuote).join(" "))).toEqual(list);
    }),
  );
});
