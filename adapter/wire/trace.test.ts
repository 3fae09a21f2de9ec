import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Trace } from "./trace.ts";

test("a trace has what came before it was opened, with time and direction, secrets masked", () => {
  const folder = mkdtempSync(join(tmpdir(), "psdap-trace-"));
  const path = join(folder, "trace.jsonl");
  try {
    const trace = new Trace();
    trace.message("client", { command: "launch", arguments: { token: "sesame" } });
    trace.open(path);
    trace.message("adapter", { event: "initialized" });
    trace.hide(["hunter2", "1"]);
    trace.note("gdb < set environment KEY=hunter2 1");
    trace.close();
    trace.note("too late");

    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        from: "client",
        message: { command: "launch", arguments: { token: "***" } },
      },
      { time: expect.any(String), from: "adapter", message: { event: "initialized" } },
      { time: expect.any(String), log: "gdb < set environment KEY=*** 1" },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a trace that nobody wants keeps nothing", () => {
  const trace = new Trace();
  trace.decline();
  trace.message("client", {});
  trace.close();
});
