import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Stage } from "../support/stage.ts";
import { wordRegister } from "../support/word-register.ts";

const notHere = ({ engine }: Stage) => engine.kind !== "gdb";

describe("a program", () => {
  test("that forks and becomes another one keeps its breakpoints, its child is left alone", async ({
    stage,
    skip,
  }) => {
    skip(notHere(stage), "Windows programs do not fork");
    const session = await stage.launch("forks", { at: ["in-twice", "waited", "again"] });

    for (const marker of ["again", "in-twice", "waited", "again"]) {
      expect((await session.stoppedIn("breakpoint")).line).toBe(session.line(marker));
      expect((await session.dap.request("threads")).threads).toHaveLength(1);
      await session.continue();
    }

    await session.exits(7);
    await session.disconnect();
  });

  test("that was started by another one is the module from then on", async ({ stage, skip }) => {
    skip(notHere(stage), "Windows programs stay what they are");
    const { file } = await stage.sample("counting");
    const session = await stage.launch("counting", {
      at: ["visit"],
      configuration: { program: "/bin/sh", args: ["-c", `exec ${file} 3`] },
    });

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("visit"));

    const { modules } = await session.dap.request("modules", {});
    expect(modules.map(({ name }) => name)).not.toContain("sh");
    const program = modules.find(({ name }) => name === "counting");
    expect(program).toMatchObject({ path: file, symbolStatus: "Symbols loaded." });
    expect((await session.top()).moduleId).toBe(program?.id);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("without symbols can be stopped, stepped by instructions and looked into", async ({
    stage,
    skip,
  }) => {
    skip(notHere(stage), "needs a program without symbols of another compiler");
    const program = await stage.copyOf("counting", "bare");
    execFileSync("strip", [program]);
    const session = await stage.launch("counting", {
      at: ["visit"],
      configuration: { program, stopOnEntry: true },
    });
    expect(session.breakpoints).toMatchObject([{ verified: false, reason: "pending" }]);
    await session.stopped("entry");
    const { threadId } = session;

    const frame = await session.top();
    expect(frame).toMatchObject({ line: 0, column: 0 });
    expect(frame.name).toMatch(/^bare!0x[0-9a-f]+$/);
    expect((await session.scope("Locals", frame.id)).size).toBe(0);
    const pointer = wordRegister(stage.engine, "ip");
    expect((await session.scope("Registers", frame.id)).get(pointer)?.value).toMatch(/^0x/);
    expectSentence((await session.dap.refused("next", { threadId })).format, "instructions");
    await session.dap.request("next", { threadId, granularity: "instruction" });
    expect((await session.stoppedIn("step")).instructionPointerReference).not.toBe(
      frame.instructionPointerReference,
    );
    await session.continue();
    await session.exits(20);
    await session.disconnect();
  });

  test("with thousands of breakpoints stops at each", async ({ stage }) => {
    const count = 2000;
    const source = join(stage.folder, "many lines ü.c");
    const lines = Array.from({ length: count }, (_, index) => `  n += ${index % 7};`);
    const code = ["int main(void) {", "  volatile int n = 0;", ...lines, "  return n == 0;", "}"];
    writeFileSync(source, `${code.join("\n")}\n`);
    const program = stage.engine.debuggeePath(await stage.build(source));
    const wanted = lines.map((_, index) => ({ line: index + 3 }));
    const session = await stage.launch("counting", {
      configuration: { program, args: [] },
      configure: async (dap) => {
        const args = { source: { path: source }, breakpoints: wanted };
        const { breakpoints } = await dap.request("setBreakpoints", args);
        expect(breakpoints.map(({ line }) => line)).toEqual(wanted.map(({ line }) => line));
        expect(breakpoints.every(({ verified }) => verified)).toBe(true);
      },
    });

    for (const { line } of wanted.slice(0, 3)) {
      expect((await session.stoppedIn("breakpoint")).line).toBe(line);
      await session.continue();
    }
    await session.stopped("breakpoint");
    await session.dap.request("setBreakpoints", { source: { path: source }, breakpoints: [] });
    await session.continue();
    await session.exits(0);
    await session.disconnect();
  });

  test("sixty thousand calls deep shows any part of its stack, and gives up on request", async ({
    stage,
    skip,
  }) => {
    skip(notHere(stage), "the stack of a Windows program is too small");
    const session = await stage.launch("recursion", { args: ["60000"], at: ["bottom"] });
    await session.stopped("breakpoint");
    const { threadId } = session;

    const args = { threadId, startFrame: 50_000, levels: 20 };
    const { stackFrames } = await session.dap.request("stackTrace", args);
    expect(stackFrames).toHaveLength(20);
    const whole = session.dap.send("stackTrace", { threadId });
    await session.dap.request("threads");
    expect((await whole).body.stackFrames.length).toBeGreaterThan(60_000);
    const unwanted = session.dap.send("stackTrace", { threadId });
    await session.dap.request("cancel", { requestId: session.dap.latestSeq });
    expect(await unwanted).toMatchObject({ success: false, message: "cancelled" });

    await session.dap.request("stepOut", { threadId });
    expect((await session.stoppedIn("step")).line).toBe(session.line("descend"));
    await session.disconnect({ terminateDebuggee: true });
  });

  test("that calls itself for ever is stopped where its stack ends", async ({ stage, skip }) => {
    skip(notHere(stage), "the stack of a Windows program ends in another way");
    const source = join(stage.folder, "endless.c");
    const code = "int f(int n) { return f(n + 1) + n; }\nint main(void) { return f(0); }\n";
    writeFileSync(source, code);
    const program = stage.engine.debuggeePath(await stage.build(source));
    const session = await stage.launch("counting", { configuration: { program, args: [] } });

    await session.stopped("exception");

    const frames = await session.frames(20);
    expect(frames).toHaveLength(20);
    expect((await session.scope("Arguments", frames[1]?.id)).get("n")?.value).toMatch(/^\d+$/);
    await session.disconnect({ terminateDebuggee: true });
  });
});
