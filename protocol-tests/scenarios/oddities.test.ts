import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

async function atOdd(stage: Stage, client: Record<string, unknown> = {}): Promise<Session> {
  const session = await stage.launch("oddities", { at: ["odd"], client });
  await session.stopped("breakpoint");
  return session;
}

const reference = (found: { variablesReference: number } | undefined) =>
  found?.variablesReference ?? 0;

/** Names and numbers of what can be opened. */
async function inside(session: Session, expression: string): Promise<string[]> {
  const found = await session.variables(reference(await session.evaluate(expression)));
  return [...found.values()].map(({ name, value }) => `${name}=${value}`);
}

describe("odd values", () => {
  test("of unnamed unions, bit fields and references are those of the program", async ({
    stage,
  }) => {
    const session = await atOdd(stage);

    const tagged = (await inside(session, "reference")).join();
    expect(tagged).toMatch(/kind=2\b/);
    expect(tagged).toMatch(/number=5\b/);
    expect(tagged).toMatch(/low=5\b/);
    expect(await inside(session, "bits")).toEqual(["ready=1", "level=-2", "wide=78187493530"]);
    // dbgeng shows where a reference refers to.
    expect((await session.evaluate("constant")).result).toMatch(/^(4|0x[\da-f]+)$/);
    expect((await session.evaluate("length")).result).toBe("5");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of arrays of arrays and of text with nulls are whole", async ({ stage }) => {
    const session = await atOdd(stage);

    const grid = await session.variables(reference(await session.evaluate("grid")));
    const rows: string[][] = [];
    for (const row of grid.values()) {
      const cells = await session.variables(row.variablesReference);
      rows.push([...cells.values()].map(({ value }) => value));
    }
    const embedded = await session.variables(reference(await session.evaluate("embedded")));

    expect(rows).toEqual([
      ["1", "2", "3"],
      ["4", "5", "6"],
    ]);
    expect([...embedded.values()].map(({ value }) => Number.parseInt(value, 10))).toEqual([
      97, 0, 98, 0, 99, 0, 0, 0,
    ]);
    expect((await session.evaluate("wide")).result).toContain("ü中");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("behind pointers to nowhere are answered with a reason", async ({ stage }) => {
    const session = await atOdd(stage);
    const { id: frameId } = await session.top();

    for (const expression of ["*nothing", "bad->level", "*bad"]) {
      const response = await session.dap.send("evaluate", { expression, frameId });
      if (!response.success) expectSentence(response.message ?? "");
      else if (response.body.variablesReference > 0) {
        const { variablesReference } = response.body;
        const members = await session.dap.send("variables", { variablesReference });
        expect(JSON.stringify(members)).not.toMatch(/"value":""/);
      } else expect(response.body.result).not.toMatch(/^-?\d*$/);
    }
    expect((await session.evaluate("length")).result).toBe("5");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of functions lead to their code", async ({ stage }) => {
    const session = await atOdd(stage);
    const { memoryReference = "" } = await session.evaluate("function");

    const code = await session.dap.request("disassemble", { memoryReference, instructionCount: 3 });
    const { breakpoints } = await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference: memoryReference }],
    });
    const bytes = await session.dap.request("readMemory", { memoryReference, count: 4 });

    expect(code?.instructions[0]?.symbol).toContain("doubled");
    expect(breakpoints).toMatchObject([{ verified: true }]);
    expect(Buffer.from(bytes?.data ?? "", "base64")).toHaveLength(4);
    await session.setBreakpoints();
    await session.continue();
    expect((await session.stoppedIn("instruction breakpoint")).name).toContain("doubled");
    await session.disconnect({ terminateDebuggee: true });
  });

  for (const pages of [true, false]) {
    const client = pages ? "that pages" : "that does not page";
    test(`of ten megabytes can be opened by a client ${client}`, async ({ stage }) => {
      const session = await atOdd(stage, { supportsVariablePaging: pages });
      const big = reference(await session.evaluate("ten_megabytes"));

      let found: Dap.Variable[] = [...(await session.variables(big)).values()];
      expect(found.length).toBeLessThanOrEqual(100);
      while ((found[0]?.variablesReference ?? 0) > 0) {
        found = [...(await session.variables(found[0]?.variablesReference ?? 0)).values()];
      }

      expect(found[0]).toMatchObject({ name: "[0]", value: expect.stringContaining("'x'") });
      await session.disconnect({ terminateDebuggee: true });
    });
  }

  test("of a vector of a million can be opened", async ({ stage }) => {
    const session = await atOdd(stage);

    const found = await session.variables(reference(await session.evaluate("million")));

    expect(found.size).toBeGreaterThan(0);
    expect(found.size).toBeLessThanOrEqual(10_001);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of the C++ library are shown as what they hold", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "nobody has visualizers for this library's containers");
    const session = await atOdd(stage);

    expect((await session.evaluate("text")).result).toBe('"grüße"');
    expect(await inside(session, "numbers")).toEqual(["[0]=1", "[1]=2", "[2]=3"]);
    expect((await inside(session, "ages")).join()).toMatch(/Ann.*1.*Bob.*2/);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("too big for their bit field are refused and change nothing", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng cuts them off, and answers what is there then");
    const session = await atOdd(stage);
    const { id: frameId } = await session.top();
    const set = (value: string) => ({ expression: "bits.level", value, frameId });

    expect((await session.dap.request("setExpression", set("3"))).value).toBe("3");
    const refusal = await session.dap.refused("setExpression", set("100"));

    expectSentence(refusal.format, "100", "bits.level");
    expect((await session.evaluate("bits.level")).result).toBe("3");
    await session.disconnect({ terminateDebuggee: true });
  });
});

describe("an expression that", () => {
  test("crashes in what it calls leaves the debuggee where it was", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng calls no functions");
    const session = await atOdd(stage);
    const { id: frameId, line } = await session.top();

    const refusal = await session.dap.refused("evaluate", {
      expression: "doubled(*(int *)0) + crash()",
      frameId,
    });
    expectSentence(refusal.format);
    const crash = await session.dap.refused("evaluate", { expression: "crash()", frameId });
    expectSentence(crash.format, "crash()");

    await session.stopped("exception");
    expect((await session.top()).line).toBe(line);
    expect((await session.evaluate("length")).result).toBe("5");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("calls a function with a breakpoint in it has its value, and stops nowhere", async ({
    stage,
    skip,
  }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng calls no functions");
    const session = await stage.launch("counting", { at: ["visit"] });
    await session.stopped("breakpoint");
    await session.dap.request("setFunctionBreakpoints", { breakpoints: [{ name: "visit" }] });

    expect((await session.evaluate("visit(21)")).result).toBe("42");
    expect((await session.evaluate("-exec print visit(4)", "repl")).result).toBe("$1 = 8");

    expect((await session.evaluate("number")).result).toBe("1");
    expect(session.dap.pending("stopped")).toBe(false);
    await session.continue();
    await session.stopped("breakpoint");
    expect((await session.evaluate("number")).result).toBe("2");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("calls a function that other threads stop in leaves them where they are", async ({
    stage,
    skip,
  }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng calls no functions");
    const session = await stage.launch("threads", { at: ["in-advance"] });
    await session.stopped("breakpoint");

    for (let round = 0; round < 5; round++) {
      const rounds = Number((await session.evaluate("worker->rounds")).result);
      expect((await session.evaluate("advance(worker)")).result).toBe(String(rounds + 1));
      expect((await session.evaluate("worker->rounds")).result).toBe(String(rounds + 1));
      expect(session.dap.pending("stopped")).toBe(false);
      await session.continue();
      await session.stopped("breakpoint");
    }
    await session.disconnect({ terminateDebuggee: true });
  });

  for (const by of ["pause", "cancel", "its time being up"] as const) {
    test(`calls a function without end is broken off by ${by}`, async ({ stage, skip }) => {
      skip(stage.engine.kind !== "gdb", "dbgeng calls no functions");
      const session = await atOdd(stage);
      const { dap, threadId } = session;
      const { id: frameId, line } = await session.top();

      const call = dap.send("evaluate", { expression: "endless()", frameId });
      const requestId = dap.latestSeq;
      await dap.request("threads");
      if (by === "pause") await dap.request("pause", { threadId });
      if (by === "cancel") await dap.request("cancel", { requestId });

      expectSentence((await call).message ?? "", "endless()");
      await session.stopped("exception");
      expect((await session.top()).line).toBe(line);
      expect((await session.evaluate("length")).result).toBe("5");
      await session.disconnect({ terminateDebuggee: true });
    });
  }

  test("no debugger can read is refused, and the next one works", async ({ stage }) => {
    const session = await atOdd(stage);
    const { id: frameId } = await session.top();

    for (const expression of ["", "\0", "a\0b", "(".repeat(2000), "1;2", "\n", '"', "'", "\\"]) {
      const response = await session.dap.send("evaluate", { expression, frameId });
      if (!response.success) expect(response.message).toMatch(/\.$/);
    }
    expect((await session.evaluate("length")).result).toBe("5");
    await session.disconnect({ terminateDebuggee: true });
  });
});

describe("breakpoints that a command of the console deletes", () => {
  test("are told as gone, and can be set again", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng tells nobody of it");
    const session = await stage.launch("counting", { at: ["visit"] });
    await session.stopped("breakpoint");

    await session.evaluate("-exec delete", "repl");

    const { breakpoint } = await session.dap.next(
      "breakpoint",
      (body) => !body.breakpoint.verified,
    );
    expect(breakpoint).toMatchObject({ id: session.breakpoints[0]?.id, reason: "failed" });
    expectSentence(breakpoint.message ?? "");
    expect(await session.setBreakpoints("visit")).toMatchObject([{ verified: true }]);
    await session.continue();
    await session.stopped("breakpoint");
    await session.disconnect({ terminateDebuggee: true });
  });
});
