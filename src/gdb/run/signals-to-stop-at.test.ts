import { expect, test } from "vitest";
import { signalsToStopAt } from "./signals-to-stop-at.ts";

test("are those that are named, however they are written", () => {
  expect(signalsToStopAt("usr1, SIGTERM;sigalrm 34")).toEqual({
    signals: ["SIGUSR1", "SIGTERM", "SIGALRM", "SIG34"],
  });
});

test("have gdb's names", () => {
  expect(signalsToStopAt("SIGIOT POLL").signals).toEqual(["SIGABRT", "SIGIO"]);
});

test("are all but everyday ones where none is named", () => {
  const { signals } = signalsToStopAt();
  expect(signals).toEqual(expect.arrayContaining(["SIGUSR1", "SIGTERM", "SIGPIPE"]));
  expect(signals).not.toContain("SIGCHLD");
});

test("are taken where others cannot be, which are named", () => {
  const { signals, problem } = signalsToStopAt("SIGKILL, SIGUSR2, SIGSTKFLT, coffee");
  expect(signals).toEqual(["SIGUSR2"]);
  expect(problem).toContain("'SIGKILL, SIGSTKFLT, coffee'");
});
