import * as z from "zod/mini";
import type { Completion } from "../../src/engine/model.ts";
import { commandPrefix } from "../console/command-prefix.ts";
import { defineHandler } from "../requests/handler.ts";
import { frameIfAny } from "../values/frame-of.ts";

const kinds = {
  variable: "variable",
  field: "field",
  function: "function",
  type: "class",
  keyword: "keyword",
  module: "module",
  other: "text",
} as const;

/**
 * Suggests how to go on with a text of the console: with an expression, or with a command of the
 * engine where the text is marked as one or no name fits.
 */
export const completionsHandler = defineHandler({
  command: "completions",
  during: ["stopped"],
  provides: {
    supportsCompletionsRequest: true,
    completionTriggerCharacters: [".", ">", ":", "!"],
  },
  looksOnly: true,
  args: () =>
    z.object({
      text: z.string(),
      column: z.int(),
      line: z.optional(z.int()),
      frameId: z.optional(z.int()),
    }),

  async run(session, { text, column, line, frameId }) {
    const { client } = session;
    const { engine } = session.activeRun;
    const frame = frameIfAny(session, frameId);
    const lines = text.split("\n");
    const row = line === undefined ? 0 : client.lineIn(line) - 1;
    const before = lines.slice(0, row).reduce((length, each) => length + each.length + 1, 0);
    const caret = clamp(before + client.columnIn(column), 0, text.length);
    const prefix = commandPrefix.exec(text)?.[0].length ?? 0;
    const suggest = async (language: "expression" | "command") => {
      const from = Math.min(prefix, caret);
      const found = await engine.completions(text.slice(from), caret - from, language, frame);
      return found.map((completion) => ({ ...completion, start: completion.start + from }));
    };
    let found: readonly Completion[] = prefix === 0 ? await suggest("expression") : [];
    if (found.every(({ kind }) => kind === "keyword")) {
      found = [...(await suggest("command")), ...found];
    }
    return {
      targets: found.map(({ label, text: replacement, kind, start, length }, index) => ({
        label,
        sortText: `${index}`.padStart(6, "0"),
        ...(replacement === undefined ? {} : { text: replacement }),
        type: kinds[kind],
        start: client.completionStartOut(start),
        length,
      })),
    };
  },
});

const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(value, most));
