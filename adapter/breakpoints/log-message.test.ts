import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLogMessage } from "./log-message.ts";

describe("a log message", () => {
  const readable: Record<string, ReturnType<typeof readLogMessage>> = {
    "plain text": [{ text: "plain text" }],
    "x is {x}!": [{ text: "x is " }, { expression: "x" }, { text: "!" }],
    "{a}{ b + 1 }": [{ expression: "a" }, { expression: "b + 1" }],
    "\\{x\\} {x}": [{ text: "{x} " }, { expression: "x" }],
    "C:\\dir\\n": [{ text: "C:\\dir\\n" }],
    "{f((point){1, 2})}": [{ expression: "f((point){1, 2})" }],
    "{strchr(s, '}')} {t == \"}\"}": [
      { expression: "strchr(s, '}')" },
      { text: " " },
      { expression: 't == "}"' },
    ],
  };
  for (const [message, parts] of Object.entries(readable)) {
    test(`is taken apart: ${message}`, () => {
      expect(readLogMessage(message)).toEqual(parts);
    });
  }

  for (const message of ["{", "a {b", "a }", "{}", "{ }", "{a}}"]) {
    test(`is refused: ${message}`, () => {
      expect(() => readLogMessage(message)).toThrow(`'${message}'`);
    });
  }

  test("with all braces escaped is itself", () => {
    void fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes("\\"));
        const parts = readLogMessage(text.replace(/[{}]/g, "\\$&"));
        expect(parts.map((part) => ("text" in part ? part.text : "?")).join("")).toBe(text);
      }),
    );
  });
});
