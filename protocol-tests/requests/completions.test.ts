import { describe, expect, test } from "./fixtures.ts";

describe("completions", () => {
  test("of an expression replace the right range", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.suggestions.expression = [
      { label: "count", kind: "variable", start: 2, length: 2 },
      { label: "point", text: "struct point", kind: "type", start: 2, length: 2 },
    ];

    const reply = await talk.dap.request("completions", { text: "1+co", column: 5, frameId });

    expect(reply.targets).toEqual([
      { label: "count", sortText: "000000", type: "variable", start: 3, length: 2 },
      {
        label: "point",
        sortText: "000001",
        text: "struct point",
        type: "class",
        start: 3,
        length: 2,
      },
    ]);
    expect(talk.engine.calls.at(-1)).toBe('completions "1+co" 4 expression 0');
  });

  test("count from 0 for VS Code, which does so whatever it announced", async ({ talk }) => {
    await talk.stop({ clientID: "vscode", columnsStartAt1: true });
    talk.engine.suggestions.expression = [
      { label: "count", kind: "variable", start: 2, length: 2 },
    ];

    const reply = await talk.dap.request("completions", { text: "1+co", column: 5 });

    expect(reply.targets).toMatchObject([{ label: "count", start: 2, length: 2 }]);
  });

  for (const prefix of ["-exec ", "`"]) {
    test(`of a marked command count from the mark: ${prefix}`, async ({ talk }) => {
      await talk.stop({ columnsStartAt1: false });
      talk.engine.suggestions.command = [{ label: "info", kind: "other", start: 0, length: 2 }];

      const text = `${prefix}in`;
      const { targets } = await talk.dap.request("completions", { text, column: text.length });

      expect(targets).toMatchObject([
        { label: "info", type: "text", start: prefix.length, length: 2 },
      ]);
      expect(talk.engine.calls).toEqual(['completions "in" 2 command global']);
    });
  }

  test("are commands where no expression fits", async ({ talk }) => {
    await talk.stop();
    talk.engine.suggestions.command = [{ label: "info", kind: "other", start: 0, length: 2 }];

    const { targets } = await talk.dap.request("completions", { text: "in", column: 3 });

    expect(targets).toMatchObject([{ label: "info" }]);
    expect(talk.engine.calls).toHaveLength(2);
  });

  test("find the caret on a later line, and in any text", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false });

    await talk.dap.request("completions", { text: "🍰 a\nbc", line: 1, column: 3 });
    await talk.dap.request("completions", { text: "ab", column: 99 });

    expect(talk.engine.calls.filter((call) => call.includes("expression"))).toEqual([
      'completions "🍰 a\nbc" 7 expression global',
      'completions "ab" 2 expression global',
    ]);
  });
});
