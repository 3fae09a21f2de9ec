import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine.ts";
import type { EngineEvent } from "../engine/events.ts";
import type { ProcessServerConnection } from "../engine/process-server.ts";
import { findProgram } from "./find-program.ts";
import { openGdbEngine } from "./gdb-engine.ts";

const source = `#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
struct point { int x; struct point *next; };
static int work(int n) {
  struct point p = { n, 0 };
  int list[300] = { 7 };
  return p.x + list[0];
}
int main(int argc, char **argv) {
  if (argc > 1) return atoi(argv[1]);
  for (int i = 0; i < 200000; i++) {
    work(i);
    usleep(500);
  }
  return 0;
}
`;

const usable = ["gdb", "gdbserver", "gcc"].every((name) => findProgram(name));

describe.skipIf(!usable)("the gdb engine", { timeout: 30_000 }, () => {
  let folder: string;
  let program: string;
  let file: string;
  let engine: Engine;
  let connection: ProcessServerConnection;
  let events: EngineEvent[];
  let wake: () => void;
  const children: ChildProcess[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "psdap-"));
    program = join(folder, "loop");
    file = join(folder, "loop.c");
    writeFileSync(file, source);
    execFileSync("gcc", ["-g", "-O0", "-o", program, file]);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(async () => {
    engine = await openGdbEngine({});
    events = [];
    wake = () => {};
    engine.listen((event) => {
      events.push(event);
      wake();
    });
    const server = await engine.startProcessServer({ transport: "tcp:port=0" });
    connection = await engine.connectProcessServer(server.connectionString);
  });

  afterEach(async () => {
    await engine.close();
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  /** The next event of a type, which may have come already. */
  async function next<Type extends EngineEvent["type"]>(
    type: Type,
  ): Promise<Extract<EngineEvent, { type: Type }>> {
    for (;;) {
      const index = events.findIndex((event) => event.type === type);
      if (index >= 0) return events.splice(index, 1)[0] as Extract<EngineEvent, { type: Type }>;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  function status(processId: number, field: string): string | undefined {
    const text = readFileSync(`/proc/${processId}/status`, "utf8");
    return new RegExp(`^${field}:\\s*(\\S+)`, "m").exec(text)?.[1];
  }

  test("stops at a breakpoint and shows what is there", async () => {
    const [set] = await engine.setSourceBreakpoints(file, [{ line: 8 }]);
    await engine.launch(connection, { program, args: [] });
    await engine.start({ stopAtEntry: false });

    const { stop } = await next("stopped");

    expect(set).toMatchObject({ verified: false, problem: "pending" });
    expect(stop.reason).toEqual({ kind: "breakpoint", breakpointIds: [set?.id] });
    const { frames, total } = await engine.stack(stop.threadId, {});
    expect(frames.map((frame) => frame.name)).toEqual(["work", "main"]);
    expect(frames[0]?.source).toEqual({ path: file, line: 8 });
    expect(total).toBe(2);
    const frame = { threadId: stop.threadId, level: 0 };
    expect(await engine.variables(frame, "arguments")).toMatchObject([{ name: "n", value: "0" }]);
    const [point, list] = await engine.variables(frame, "locals");
    const members = await engine.children(point?.children ?? 0, {});
    expect(members).toMatchObject([
      { name: "x", value: "0", evaluateName: "(p).x" },
      { name: "next", value: "0x0" },
    ]);
    const page = await engine.children(list?.children ?? 0, { start: 298, count: 100 });
    expect(page.map((element) => element.evaluateName)).toEqual(["(list)[298]", "(list)[299]"]);
    await expect(engine.evaluate("nothing", frame)).rejects.toMatchObject({ failure: "notFound" });
    await engine.resume();
    await next("stopped");
    await expect(engine.children(point?.children ?? 0, {})).rejects.toMatchObject({
      failure: "notFound",
    });
  });

  test("moves a breakpoint to a line with code and refuses one past the end", async () => {
    await engine.launch(connection, { program, args: [] });

    const states = await engine.setSourceBreakpoints(file, [{ line: 4 }, { line: 999 }]);

    expect(states).toMatchObject([
      { verified: true, line: 6 },
      { verified: false, problem: "failed", line: 999 },
    ]);
  });

  test("tells real exit codes and the signal that killed", async () => {
    await engine.launch(connection, { program, args: ["42"] });
    await engine.start({ stopAtEntry: false });
    expect(await next("exited")).toEqual({ type: "exited", exitCode: 42 });

    await engine.launch(connection, { program, args: [] });
    await engine.kill();
    expect(await next("exited")).toMatchObject({ exitCode: 137 });
  });

  test("pauses a debuggee that leads no process group, once and without a trace", async () => {
    const child = spawn(program, { stdio: "ignore" });
    children.push(child);
    await engine.attach(connection, child.pid ?? 0);
    await engine.start({ stopAtEntry: false });

    await engine.interrupt();

    expect((await next("stopped")).stop.reason).toEqual({ kind: "pause" });
    await engine.interrupt();
    await engine.resume();
    await expect(engine.stack(child.pid ?? 0, {})).rejects.toMatchObject({ failure: "notStopped" });
    await engine.detach();
    expect(events.filter((event) => event.type === "stopped")).toEqual([]);
    expect(status(child.pid ?? 0, "State")).toMatch(/[RS]/);
  });

  test("detaches from a hot breakpoint without harm, again and again", async () => {
    for (let round = 0; round < 8; round++) {
      await engine.setSourceBreakpoints(file, [{ line: 8 }]);
      const { processId } = await engine.launch(connection, { program, args: [] });
      await engine.start({ stopAtEntry: false });
      const { stop } = await next("stopped");
      if (round % 2 === 0) await engine.step(stop.threadId, "over", "line");
      else await engine.resume();
      await engine.detach();
      events.splice(0);
      expect(status(processId, "TracerPid")).toBe("0");
      expect(status(processId, "State")).toMatch(/[RS]/);
      process.kill(processId, "SIGKILL");
    }
  });

  test("says why a program cannot be launched, and goes on", async () => {
    await expect(
      engine.launch(connection, { program: join(folder, "none"), args: [] }),
    ).rejects.toThrow(/There is no program '.*none'/);
    await expect(engine.launch(connection, { program: file, args: [] })).rejects.toThrow(
      /is no program/,
    );
    await expect(engine.launch(connection, { program, args: [], cwd: "/none" })).rejects.toThrow(
      /working directory '\/none' does not exist/,
    );
    await expect(engine.attach(connection, 999_999_999)).rejects.toThrow(/no process 999999999/);
    await engine.launch(connection, { program, args: ["1"] });
  });

  test("survives a command that would block gdb", async () => {
    await engine.launch(connection, { program, args: [] });
    await engine.start({ stopAtEntry: false });
    const command = engine.command("shell cat").catch(() => "");

    await engine.interrupt();

    expect((await next("stopped")).stop.reason).toEqual({ kind: "pause" });
    await command;
    expect(await engine.command("print 6 * 7")).toBe("$1 = 42\n");
  });

  test("ends the server", async () => {
    await connection.end();

    expect(await engine.waitForProcessServerEnd(2000)).toBe(true);
    await expect(connection.runningProcesses()).rejects.toMatchObject({ failure: "refused" });
  });
});
