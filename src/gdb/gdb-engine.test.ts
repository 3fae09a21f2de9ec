import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { GdbEngineFixture, usable } from "./gdb-engine-fixture.ts";

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

describe.skipIf(!usable)("the gdb engine", { timeout: 30_000 }, () => {
  const gdb = new GdbEngineFixture("loop.c", source);
  const { file, folder, program } = gdb;
  const children: ChildProcess[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  function status(processId: number, field: string): string | undefined {
    const text = readFileSync(`/proc/${processId}/status`, "utf8");
    return new RegExp(`^${field}:\\s*(\\S+)`, "m").exec(text)?.[1];
  }

  test("stops at a breakpoint and shows what is there", async () => {
    const [set] = await gdb.engine.setSourceBreakpoints(file, [{ line: 8 }]);
    await gdb.engine.launch(gdb.connection, { program, args: [] });
    await gdb.engine.start({ stopAtEntry: false });

    const { stop } = await gdb.next("stopped");

    expect(set).toMatchObject({ verified: false, problem: "pending" });
    expect(stop.reason).toEqual({ kind: "breakpoint", breakpointIds: [set?.id] });
    const { frames, total } = await gdb.engine.stack(stop.threadId, {});
    expect(frames.map((frame) => frame.name)).toEqual(["work", "main"]);
    expect(frames[0]?.source).toEqual({ path: file, line: 8 });
    expect(total).toBe(2);
    const frame = { threadId: stop.threadId, level: 0 };
    expect(await gdb.engine.variables(frame, "arguments")).toMatchObject([
      { name: "n", value: "0" },
    ]);
    const [point, list] = await gdb.engine.variables(frame, "locals");
    const members = await gdb.engine.children(point?.children ?? 0, {});
    expect(members).toMatchObject([
      { name: "x", value: "0", evaluateName: "(p).x" },
      { name: "next", value: "0x0" },
    ]);
    const page = await gdb.engine.children(list?.children ?? 0, { start: 298, count: 100 });
    expect(page.map((element) => element.evaluateName)).toEqual(["(list)[298]", "(list)[299]"]);
    await expect(gdb.engine.evaluate("nothing", frame)).rejects.toMatchObject({
      failure: "notFound",
    });
    await gdb.engine.resume();
    await gdb.next("stopped");
    await expect(gdb.engine.children(point?.children ?? 0, {})).rejects.toMatchObject({
      failure: "notFound",
    });
  });

  test("moves a breakpoint to a line with code and refuses one past the end", async () => {
    await gdb.engine.launch(gdb.connection, { program, args: [] });

    const states = await gdb.engine.setSourceBreakpoints(file, [{ line: 4 }, { line: 999 }]);

    expect(states).toMatchObject([
      { verified: true, line: 6 },
      { verified: false, problem: "failed", line: 999 },
    ]);
  });

  test("tells real exit codes and the signal that killed", async () => {
    await gdb.engine.launch(gdb.connection, { program, args: ["42"] });
    await gdb.engine.start({ stopAtEntry: false });
    expect(await gdb.next("exited")).toEqual({ type: "exited", exitCode: 42 });

    await gdb.engine.launch(gdb.connection, { program, args: [] });
    await gdb.engine.kill();
    expect(await gdb.next("exited")).toMatchObject({ exitCode: 137 });
  });

  test("pauses a debuggee that leads no process group, once and without a trace", async () => {
    const child = spawn(program, { stdio: "ignore" });
    children.push(child);
    await gdb.engine.attach(gdb.connection, child.pid ?? 0);
    await gdb.engine.start({ stopAtEntry: false });

    await gdb.engine.interrupt();

    expect((await gdb.next("stopped")).stop.reason).toEqual({ kind: "pause" });
    await gdb.engine.interrupt();
    await gdb.engine.resume();
    await expect(gdb.engine.stack(child.pid ?? 0, {})).rejects.toMatchObject({
      failure: "notStopped",
    });
    await gdb.engine.detach();
    expect(gdb.events.filter((event) => event.type === "stopped")).toEqual([]);
    expect(status(child.pid ?? 0, "State")).toMatch(/[RS]/);
  });

  test("detaches from a hot breakpoint without harm, again and again", async () => {
    for (let round = 0; round < 8; round++) {
      await gdb.engine.setSourceBreakpoints(file, [{ line: 8 }]);
      const { processId } = await gdb.engine.launch(gdb.connection, { program, args: [] });
      await gdb.engine.start({ stopAtEntry: false });
      const { stop } = await gdb.next("stopped");
      if (round % 2 === 0) await gdb.engine.step(stop.threadId, "over", "line");
      else await gdb.engine.resume();
      await gdb.engine.detach();
      gdb.events.splice(0);
      expect(status(processId, "TracerPid")).toBe("0");
      expect(status(processId, "State")).toMatch(/[RS]/);
      process.kill(processId, "SIGKILL");
    }
  });

  test("says why a program cannot be launched, and goes on", async () => {
    await expect(
      gdb.engine.launch(gdb.connection, { program: join(folder, "none"), args: [] }),
    ).rejects.toThrow(/There is no program '.*none'/);
    await expect(gdb.engine.launch(gdb.connection, { program: file, args: [] })).rejects.toThrow(
      /is no program/,
    );
    await expect(
      gdb.engine.launch(gdb.connection, { program, args: [], cwd: "/none" }),
    ).rejects.toThrow(/working directory '\/none' does not exist/);
    await expect(gdb.engine.attach(gdb.connection, 999_999_999)).rejects.toThrow(
      /no process 999999999/,
    );
    await gdb.engine.launch(gdb.connection, { program, args: ["1"] });
  });

  test("survives a command that would block gdb", async () => {
    await gdb.engine.launch(gdb.connection, { program, args: [] });
    await gdb.engine.start({ stopAtEntry: false });
    const command = gdb.engine.command("shell cat").catch(() => "");

    await gdb.engine.interrupt();

    expect((await gdb.next("stopped")).stop.reason).toEqual({ kind: "pause" });
    await command;
    expect(await gdb.engine.command("print 6 * 7")).toBe("$1 = 42\n");
  });

  test("ends the server", async () => {
    await gdb.connection.end();

    expect(await gdb.engine.waitForProcessServerEnd(2000)).toBe(true);
    await expect(gdb.connection.runningProcesses()).rejects.toMatchObject({ failure: "refused" });
  });
});
