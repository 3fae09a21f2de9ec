import { describe, expect, test } from "vitest";
import { intentOf } from "./command-intent.ts";

describe("the intent of a command", () => {
  const kinds: Record<string, string[]> = {
    plain: [
      "print x",
      "info registers",
      "bt",
      "x/4i $pc",
      "monitor help",
      "",
      "p n",
      "set var c=1",
    ],
    resume: ["c", "continue", "  fg ", "c &", "cont"],
    pause: ["interrupt"],
    detach: ["detach", "disconnect", "det"],
    kill: ["k", "kill"],
    quit: ["q", "quit", "exit"],
    restart: ["r", "run", "start", "starti"],
    refused: [
      "advance 12",
      "until 20",
      "jump 3",
      "attach 1",
      "target remote :1",
      "monitor exit",
      "python",
      "shell ls",
      "!ls",
      "pipe bt | cat",
      "| bt | cat",
    ],
    step: ["s", "step", "n", "next", "si", "ni", "stepi", "nexti", "fin", "finish", "until"],
  };
  for (const [kind, commands] of Object.entries(kinds)) {
    for (const command of commands) {
      test(`'${command}' is ${kind}`, () => expect(intentOf(command).kind).toBe(kind));
    }
  }

  test("says which step it is", () => {
    expect(intentOf("ni")).toEqual({ kind: "step", step: "over", granularity: "instruction" });
    expect(intentOf("finish")).toMatchObject({ step: "out" });
    expect(intentOf("s")).toMatchObject({ step: "into", granularity: "line" });
  });

  test("refuses what would set the debuggee in motion unseen", () => {
    expect(intentOf("thread apply all continue").kind).toBe("refused");
    expect(intentOf("thread apply all bt").kind).toBe("plain");
  });
});
