import { once } from "node:events";
import { dirname, join } from "node:path";
import { crashDump, lookInto, writeDump } from "../support/dump.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { Session } from "../support/session.ts";
import { wordRegister } from "../support/word-register.ts";

const stands = "this is a dump, its program does not run";

describe("a dump of a crash", () => {
  test("stops where the program crashed, and can be looked into", async ({ stage }) => {
    const session = await lookInto(stage, await crashDump(stage));
    const { dap, sample } = session;

    const stop = await session.stopped("exception");

    expect(stop.text).toMatch(/SIGSEGV|c0000005/);
    expect(await dap.next("process")).toMatchObject({
      name: expect.stringContaining("faults"),
      systemProcessId: expect.any(Number),
      startMethod: "attach",
      isLocalProcess: false,
    });
    const { threadId } = session;
    const info = await dap.request("exceptionInfo", { threadId });
    expect(info.exceptionId).toMatch(/SIGSEGV|c0000005/i);
    expect(info.breakMode).toBe("unhandled");
    expect(dap.transcript.join("\n")).not.toContain("is not the build");
    expect(JSON.stringify(info.details)).toContain("0x10");
    expect((await dap.request("threads")).threads.map(({ id }) => id)).toContain(threadId);
    const frames = await session.frames();
    expect(frames[0]).toMatchObject({
      line: session.line("poke"),
      source: { path: sample.source },
    });
    expect(frames.map(({ name }) => name).join()).toMatch(/^poke.*,run.*,main/);
    expect((await session.scope("Arguments")).get("where")?.value).toMatch(/^0x10\b/);
    expect((await session.scope("Arguments", frames[1]?.id)).get("kind")?.value).toContain("poke");
    expect((await session.scope("Registers")).get(wordRegister(stage.engine, "ip"))?.value).toBe(
      frames[0]?.instructionPointerReference,
    );
    const evaluated = { expression: "kind[1] + 2", frameId: frames[1]?.id };
    expect((await dap.request("evaluate", evaluated)).result).toBe("113");
    expect((await session.evaluate("where", "hover")).result).toMatch(/^0x10\b/);
    const targets = await dap.request("completions", {
      text: "whe",
      column: 4,
      frameId: frames[0]?.id,
    });
    expect(targets.targets.map(({ label }) => label)).toContain("where");
    await session.disconnect();
  });

  test("has code, memory, modules and sources, and its console looks", async ({ stage }) => {
    const echo = stage.engine.kind === "gdb" ? "echo looked\\n" : ".echo looked";
    const session = await lookInto(stage, await crashDump(stage), { initCommands: [echo] });
    const { dap, sample } = session;
    await session.stopped("exception");
    const { instructionPointerReference: memoryReference = "" } = await session.top();

    const code = await dap.request("disassemble", { memoryReference, instructionCount: 2 });
    const [first] = code?.instructions ?? [];
    expect(first?.instruction).toMatch(/^mov/);
    const read = await dap.request("readMemory", { memoryReference, count: 2 });
    expect(Buffer.from(read?.data ?? "", "base64").toString("hex")).toBe(
      first?.instructionBytes?.replaceAll(" ", "").slice(0, 4),
    );
    const nowhere = await dap.request("readMemory", { memoryReference: "0x10", count: 4 });
    expect(nowhere?.data ?? "").toBe("");
    const { modules } = await dap.request("modules", {});
    expect(modules.find(({ name }) => name.startsWith("faults"))).toMatchObject({
      symbolStatus: "Symbols loaded.",
      addressRange: expect.stringMatching(/^0x[0-9a-f]+-0x[0-9a-f]+$/),
    });
    const { sources } = await dap.request("loadedSources");
    expect(sources.map(({ path }) => path)).toContain(sample.source);
    const pointer = wordRegister(stage.engine, "ip");
    const command = stage.engine.kind === "gdb" ? `\`info registers ${pointer}` : `\`r ${pointer}`;
    expect((await session.evaluate(command, "repl")).result).toContain(memoryReference.slice(2));
    expect(dap.transcript.join("\n")).toMatch(/"output":"looked/);
    await session.disconnect();
  });

  test("refuses what would run or change its program", async ({ stage }) => {
    const session = await lookInto(stage, await crashDump(stage));
    const { dap } = session;
    await session.stopped("exception");
    const { threadId } = session;
    const { id: frameId } = await session.top();

    for (const command of ["pause", "restart", "continue", "next", "stepIn", "stepOut"]) {
      const { format } = await dap.refused(command, { threadId });
      expect(format).toBe(`'${command}' is not possible: ${stands}.`);
    }
    // A client that has asked for motion is told where it still stands.
    for (let motion = 0; motion < 4; motion++) await session.stopped("exception");
    const expressions = stage.engine.kind === "gdb" ? ["where = 0", "divide(1)"] : ["where = 0"];
    for (const expression of expressions) {
      const { format } = await dap.refused("evaluate", { expression, context: "watch", frameId });
      expect(format).toBe(`'${expression}' is not carried out: ${stands}.`);
    }
    const [goOn, over] = stage.engine.kind === "gdb" ? ["continue", "next"] : ["g", "p"];
    for (const command of [goOn, over]) {
      const { format } = await dap.refused("evaluate", {
        expression: `\`${command}`,
        context: "repl",
        frameId,
      });
      expect(format).toBe(`'${command}' is not possible: ${stands}.`);
    }
    expect(await session.setBreakpoints("poke")).toMatchObject([
      { verified: false, reason: "failed" },
    ]);
    expect((await session.evaluate("where")).result).toMatch(/^0x10\b/);
    expect(session.capabilities).toMatchObject({
      supportsSetVariable: false,
      supportsFunctionBreakpoints: false,
      supportsReadMemoryRequest: true,
    });
    await session.disconnect();
  });

  for (const command of ["disconnect", "terminate"] as const) {
    test(`is closed by ${command}, and nothing is said of a server`, async ({ stage }) => {
      const session = await lookInto(stage, await crashDump(stage));
      await session.stopped("exception");

      await session.dap.request(command);

      await session.dap.next("terminated");
      expect(session.dap.transcript.join("\n")).not.toMatch(/server (keeps|ended|ends|does)/i);
      if (command === "terminate") await session.dap.request("disconnect");
      session.dap.hangUp();
      await session.adapter.gone();
    });
  }

  test("is closed when the client vanishes", async ({ stage }) => {
    const session = await lookInto(stage, await crashDump(stage));
    await session.stopped("exception");

    session.dap.hangUp();

    await session.adapter.gone();
    session.dap.leftOver(["terminated"]);
  });
});

describe("a dump of a program that lived on", () => {
  test("stops for no reason of its own and has all its threads", async ({ stage }) => {
    const bystander = await stage.run("threads");
    const live = await Session.attach(stage, bystander, {});
    await live.pause();
    await live.stopped("pause");
    const file = join(stage.folder, "threads.dump");
    await writeDump(live, file);
    const { threads } = await live.dap.request("threads");
    await live.disconnect();
    const { sample } = bystander;

    const session = await Session.ofDump(stage, sample, file, {
      configuration: { symbolPath: [dirname(sample.file)] },
    });

    await session.stopped("pause");
    const ids = (await session.dap.request("threads")).threads.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(threads.map(({ id }) => id)));
    const stacks = await Promise.all(
      ids.map((threadId) => session.dap.request("stackTrace", { threadId })),
    );
    const workers = stacks.filter(({ stackFrames }) =>
      stackFrames.some(({ source }) => source?.path === sample.source),
    );
    expect(workers.length).toBeGreaterThanOrEqual(3);
    const { threadId } = session;
    await session.dap.refused("exceptionInfo", { threadId });
    await session.disconnect();
  });
});

describe("a dump that a program wrote of itself", () => {
  test("has its heap, its globals and the exception", async ({ stage, skip }) => {
    skip(stage.engine.kind === "gdb", "on Linux the system writes dumps");
    const sample = await stage.sample("selfdump");
    const file = join(stage.folder, "self.dmp");
    // With the system's own dbghelp.dll, not with one beside the process server.
    const system = { WINEDLLOVERRIDES: "" };
    const program = stage.engine.run(sample.file, [stage.engine.debuggeePath(file)], system);
    expect(await once(program, "exit")).toEqual([3, null]);

    const session = await Session.ofDump(stage, sample, file, {
      configuration: { program: sample.file },
    });

    const stop = await session.stopped("exception");
    expect(stop.text).toContain("c0000005");
    expect((await session.top()).line).toBe(session.line("crash"));
    expect((await session.evaluate("list->value")).result).toBe("7");
    expect((await session.evaluate("counter")).result).toBe("42");
    expect((await session.scope("Registers")).has(wordRegister(stage.engine, "ip"))).toBe(true);
    expect(await session.dap.next("process")).toMatchObject({
      pointerSize: 8 * stage.engine.pointerSize,
    });
    await session.disconnect();
  });
});
