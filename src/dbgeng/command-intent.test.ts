import { expect, test } from "vitest";
import { commandIntent } from "./command-intent.ts";

test.each([
  ["g", "resume"],
  [" g ", "resume"],
  ["G", "resume"],
  ["q", "quit"],
  ["qq", "quit"],
  ["qd", "detach"],
  [".detach", "detach"],
  [".kill", "kill"],
  [".restart", "restart"],
  ["k", "plain"],
  ["kb 5", "plain"],
  ["~*k", "plain"],
  ["~2s", "plain"],
  ["~2 k", "plain"],
  ["!peb", "plain"],
  ["dt Point", "plain"],
  ["? 1+1; r rip", "plain"],
  ['.echo "a;g"', "plain"],
  ["", "plain"],
  ["ed 1000 5", "plain"],
  ["gh", "refused"],
  ["gn", "refused"],
  ["g main", "refused"],
  ["p 5", "refused"],
  ["pa 1234", "refused"],
  ["tt", "refused"],
  ["a", "refused"],
  ["a rip", "refused"],
  ["ed 1000", "refused"],
  ["eb", "refused"],
  ["~2g", "refused"],
  ["~.p", "refused"],
  ["k; g", "refused"],
  ["bp main; q", "refused"],
  [".create notepad", "refused"],
  [".attach 12", "refused"],
  [".abandon", "refused"],
  [".reboot", "refused"],
])("'%s' is %s", (command, kind) => {
  expect(commandIntent(command).kind).toBe(kind);
});

test("steps say how far they go", () => {
  expect(commandIntent("p")).toEqual({ kind: "step", step: "over", granularity: "line" });
  expect(commandIntent("t")).toEqual({ kind: "step", step: "into", granularity: "line" });
  expect(commandIntent("gu")).toEqual({ kind: "step", step: "out", granularity: "statement" });
});

test("breakpoint commands in quotes are the engine's business", () => {
  expect(commandIntent('bp main "k; g"').kind).toBe("plain");
});
