import fc from "fast-check";
import { expect, test } from "vitest";
import { commandLine } from "./command-line.ts";

/** Takes a command line apart as the C runtime does. */
function parse(line: string): string[] {
  const found: string[] = [];
  const program = /^"([^"]*)"/.exec(line)?.[1] ?? "";
  let at = program.length + 2;
  for (;;) {
    while (/\s/.test(line[at] ?? "")) at += 1;
    if (at >= line.length) return [program, ...found];
    let argument = "";
    let inQuotes = false;
    for (; at < line.length && (inQuotes || !/\s/.test(line[at] as string)); at += 1) {
      const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
      at += slashes;
      if (line[at] === '"') {
        argument += "\\".repeat(slashes >> 1);
        if (slashes % 2 === 1) argument += '"';
        else inQuotes = !inQuotes;
      } else {
        argument += "\\".repeat(slashes);
        if (at >= line.length || (!inQuotes && /\s/.test(line[at] as string))) break;
        argument += line[at];
      }
    }
    found.push(argument);
  }
}

test("plain arguments stay as they are", () => {
  expect(commandLine("C:\\a b\\x.exe", ["one", "two words", ""])).toBe(
    '"C:\\a b\\x.exe" one "two words" ""',
  );
});

test("a string goes verbatim", () => {
  expect(commandLine("x.exe", '"a b" c\\"d')).toBe('"x.exe" "a b" c\\"d');
  expect(commandLine("x.exe", "")).toBe('"x.exe"');
});

test("every list of arguments comes back as it was", () => {
  const argument = fc.string({
    unit: fc.constantFrom("a", "é", " ", "\t", '"', "\\", "\\\\", "'", "%"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 5 }), (args) => {
      expect(parse(commandLine("p.exe", args))).toEqual(["p.exe", ...args]);
    }),
  );
});
