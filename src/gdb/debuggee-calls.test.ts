import { describe, expect, test } from "vitest";
import type { Stop } from "../engine/model.ts";
import { GdbEngineFixture, usable } from "./gdb-engine-fixture.ts";

const source = `#include <csignal>
#include <stdexcept>
struct point { int x; int y; };
static int numbers[1000];
static int one(int n) { return n + 1; }
static int two(int n) { return n * 2; }
static int work(int n) {
  int local = n;
  numbers[n % 1000] += local;
  return local;
}
static void risky(int n) {
  try {
    if (n == 3) throw std::runtime_error("boom \\xc3\\xbc");
  } catch (std::exception &) {
  }
}
int main(int argc, char **) {
  point p = {1, 2};
  unsigned char small = 7;
  for (int i = 0; i < 1000; i++) numbers[i] = i;
  for (int i = 0; i < 20; i++) {
    p.x += work(i);
    risky(i);
  }
  p.y = one(two(argc)) + one(p.x);
  if (argc > 2) *(volatile int *) 16 = small;
  raise(SIGUSR1);
  return p.y & 1;
}
`;

describe.skipIf(!usable)("a debuggee of gdb", { timeout: 30_000 }, () => {
  const gdb = new GdbEngineFixture("rules.cpp", source);
  const { file, program } = gdb;

  async function stopAt(text: string, args: string[] = []): Promise<Stop> {
    await gdb.engine.setSourceBreakpoints(file, [{ line: gdb.line(text) }]);
    await gdb.engine.launch(gdb.connection, { program, args });
    await gdb.engine.start({ stopAtEntry: false });
    const { stop } = await gdb.next("stopped");
    await gdb.engine.setSourceBreakpoints(file, []);
    return stop;
  }

  const top = (stop: Stop) => ({ threadId: stop.threadId, level: 0 });
  const value = async (expression: string, stop: Stop) =>
    (await gdb.engine.evaluate(expression, top(stop))).value;

  test("names all breakpoints that were hit at one place, and none that was not", async () => {
    await gdb.engine.launch(gdb.connection, { program, args: [] });
    const [there, never] = await gdb.engine.setSourceBreakpoints(file, [
      { line: gdb.line("int local"), condition: "n == 4" },
      { line: gdb.line("return local"), condition: "n > 100" },
    ]);
    const [same, twelfth] = await gdb.engine.setFunctionBreakpoints([
      { name: "work", hits: { operator: "==", count: 5 } },
      { name: "risky", condition: "n == 19", hits: { operator: "==", count: 1 } },
    ]);
    await gdb.engine.start({ stopAtEntry: false });

    const { stop } = await gdb.next("stopped");
    await gdb.engine.resume();
    const last = await gdb.next("stopped");

    expect(stop.reason).toEqual({ kind: "breakpoint", breakpointIds: [there?.id, same?.id] });
    expect(last.stop.reason).toEqual({ kind: "breakpoint", breakpointIds: [twelfth?.id] });
    expect(never).toMatchObject({ verified: true });
  });

  test("counts hits anew when it is launched again", async () => {
    await gdb.engine.setFunctionBreakpoints([{ name: "work", hits: { operator: "%", count: 8 } }]);
    for (let round = 0; round < 2; round++) {
      await gdb.engine.launch(gdb.connection, { program, args: [] });
      await gdb.engine.start({ stopAtEntry: false });
      expect(await value("n", (await gdb.next("stopped")).stop)).toBe("7");
      await gdb.engine.resume();
      expect(await value("n", (await gdb.next("stopped")).stop)).toBe("15");
      await gdb.engine.kill();
      await gdb.next("exited");
    }
  });

  test("logs without a stop, also where a step passes", async () => {
    const stop = await stopAt("p.x += work");
    const [log] = await gdb.engine.setSourceBreakpoints(file, [
      {
        line: gdb.line("numbers[n"),
        log: [{ text: "😀 " }, { expression: "local + 1" }, { text: "|" }, { expression: "none" }],
      },
    ]);

    await gdb.engine.step(stop.threadId, "over", "line");
    const { stop: after } = await gdb.next("stopped");

    expect(await gdb.next("output")).toEqual({
      type: "output",
      channel: "log",
      text: '😀 1|<No symbol "none" in current context.>\n',
      breakpointId: log?.id,
    });
    expect(after.reason).toEqual({ kind: "step" });
    expect((await gdb.engine.stack(stop.threadId, {})).frames[0]?.source?.line).toBe(
      gdb.line("risky(i)"),
    );
  });

  test("is watched beyond the frame that a local was in", async () => {
    const stop = await stopAt("numbers[n");
    const info = await gdb.engine.dataBreakpointInfo({ name: "local", frame: top(stop) });
    expect(info).toMatchObject({ accessTypes: ["read", "write", "readWrite"] });
    const [watch, odd] = await gdb.engine.setDataBreakpoints([
      { dataId: info.dataId ?? "", access: "write" },
      { dataId: "0x1000:3", access: "write" },
    ]);

    await gdb.engine.resume();
    const first = await gdb.next("stopped");
    await gdb.engine.resume();
    const second = await gdb.next("stopped");

    expect(watch).toMatchObject({ verified: true });
    expect(odd?.message).toMatch(/cannot watch 3 bytes.*\.$/);
    for (const { stop: again } of [first, second]) {
      expect(again.reason).toEqual({ kind: "breakpoint", breakpointIds: [watch?.id] });
      expect(again.text).toMatch(/^Data breakpoint: \d+ became \d+$/);
    }
  });

  test("gives its four debug registers, and gets them back", async () => {
    const stop = await stopAt("int local");
    const address = (await gdb.engine.evaluate("numbers", top(stop))).memory ?? 0n;
    const at = (offset: number) => ({
      dataId: `0x${(address + BigInt(offset)).toString(16)}:4`,
      access: "write" as const,
    });
    const five = [0, 4, 8, 12, 16].map(at);

    for (let round = 0; round < 3; round++) {
      const states = await gdb.engine.setDataBreakpoints(five);
      expect(states.map(({ verified }) => verified)).toEqual([true, true, true, true, false]);
      expect(states[4]?.message).toContain("4 debug registers");
      await gdb.engine.setDataBreakpoints([]);
    }
  });

  test("tells of C++ exceptions and of signals", async () => {
    await gdb.engine.launch(gdb.connection, { program, args: ["fault"] });
    const states = await gdb.engine.setExceptionFilters([
      { id: "fatal" },
      { id: "cpp_throw" },
      { id: "signals", condition: "usr1, SIGNONE" },
    ]);
    await gdb.engine.start({ stopAtEntry: false });

    const thrown = (await gdb.next("stopped")).stop;
    expect(states.map(({ problem }) => problem?.includes("SIGNONE"))).toEqual([
      undefined,
      undefined,
      true,
    ]);
    expect(thrown.reason).toEqual({ kind: "exception", name: "std::runtime_error" });
    expect((await gdb.engine.exceptionInfo(thrown.threadId)).description).toBe(
      "std::runtime_error was thrown: boom ü",
    );
    await gdb.engine.resume();
    const signal = (await gdb.next("stopped")).stop;
    expect(await gdb.engine.exceptionInfo(signal.threadId)).toMatchObject({
      id: "SIGUSR1",
      breakMode: "unhandled",
    });
    await gdb.engine.resume();
    expect(await gdb.next("exited")).toMatchObject({ exitCode: 138 });
  });

  test("describes a fault of memory", async () => {
    await gdb.engine.launch(gdb.connection, { program, args: ["now", "fault"] });
    await gdb.engine.start({ stopAtEntry: false });

    const { stop } = await gdb.next("stopped");

    expect(stop.reason).toEqual({ kind: "exception", name: "SIGSEGV" });
    expect(await gdb.engine.exceptionInfo(stop.threadId)).toMatchObject({
      description: "Segmentation fault: address not mapped, at 0x10",
      breakMode: "unhandled",
      access: { kind: "write", address: 16n },
    });
    await gdb.engine.resume();
    expect(await gdb.next("exited")).toMatchObject({ exitCode: 139 });
  });

  test("goes on elsewhere, and into one call of several", async () => {
    const stop = await stopAt("p.y = one");
    const targets = await gdb.engine.stepInTargets(top(stop));
    expect(targets.map(({ label }) => label)).toEqual(["two(int)", "one(int)", "one(int)"]);

    await gdb.engine.step(stop.threadId, "into", "line", { targetId: targets[1]?.id });
    expect((await gdb.next("stopped")).stop.reason).toEqual({ kind: "step" });
    const { frames } = await gdb.engine.stack(stop.threadId, {});
    expect(frames[0]?.name).toBe("one");
    await gdb.engine.step(stop.threadId, "out", "line");
    await gdb.next("stopped");

    const [place] = await gdb.engine.gotoTargets(file, gdb.line("return p.y"));
    await gdb.engine.goTo(stop.threadId, place?.id ?? 0);
    expect((await gdb.next("stopped")).stop.reason).toEqual({ kind: "goto" });
    await gdb.engine.resume();
    expect(await gdb.next("exited")).toMatchObject({ exitCode: 0 });
    await expect(gdb.engine.goTo(stop.threadId, place?.id ?? 0)).rejects.toMatchObject({
      failure: "notFound",
    });
  });

  test("is read and written", async () => {
    const stop = await stopAt("p.y = one");
    const all = await gdb.engine.evaluate("numbers", top(stop));
    const page = await gdb.engine.children(
      all.children ?? 0,
      { start: 998, count: 9 },
      { hex: true },
    );
    expect(page).toMatchObject([
      { name: "[998]", value: "0x3e6", type: "int", memory: (all.memory ?? 0n) + 998n * 4n },
      { name: "[999]", value: "0x3e7" },
    ]);

    expect(await gdb.engine.setVariable(all.children ?? 0, "[5]", "-1")).toMatchObject({
      name: "[5]",
      value: "-1",
    });
    const set = (name: string, to: string) => gdb.engine.setExpression(name, to, top(stop));
    await expect(set("small", "256")).rejects.toMatchObject({ failure: "badInput" });
    await expect(set("p.x + 1", "1")).rejects.toMatchObject({ failure: "refused" });
    await expect(set("p", "1")).rejects.toThrow(/'p' cannot be set to '1'/);
    expect(await set("small", "255")).toMatchObject({ value: "255 '\\377'" });
    expect(await gdb.engine.evaluateFully("numbers", top(stop))).not.toContain("...");
    expect(await value("p.y", stop)).toBe("2");
  });

  test("is disassembled to the instruction in both directions", async () => {
    const stop = await stopAt("p.y = one");
    const pc = (await gdb.engine.stack(stop.threadId, { count: 1 })).frames[0]?.address ?? 0n;

    const around = await gdb.engine.disassemble(pc, -700, 1400);
    const onwards = await gdb.engine.disassemble(pc, 0, 700);

    expect(around).toHaveLength(1400);
    expect(around[700]?.address).toBe(pc);
    expect(around.slice(700)).toEqual(onwards);
    expect(around.filter(({ symbol }) => symbol?.startsWith("work"))).toHaveLength(1);
    for (const [index, { address }] of around.entries()) {
      const before = around[index - 1];
      if (before) expect(address > before.address).toBe(true);
    }
  });
});
