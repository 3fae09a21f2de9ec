import { EngineError } from "../../src/engine/errors.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("evaluate", () => {
  for (const context of ["watch", "hover", "variables", undefined]) {
    test(`answers the value (${context})`, async ({ talk }) => {
      await talk.stop({ supportsVariableType: true });
      const frameId = await talk.frameId();
      talk.engine.expressions.set("a->b", { name: "a->b", value: "5", type: "int" });

      const reply = await talk.dap.request("evaluate", { expression: " a->b ", frameId, context });

      expect(reply).toEqual({ result: "5", type: "int", variablesReference: 0 });
      expect(talk.engine.calls.at(-1)).toBe("evaluate a->b 0");
    });
  }

  test("answers the whole text for the clipboard", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.expressions.set("s", { name: "s", value: "long", children: 5 });

    const reply = await talk.dap.request("evaluate", {
      expression: "s",
      frameId,
      context: "clipboard",
    });

    expect(reply).toEqual({ result: "long", variablesReference: 0 });
    expect(talk.engine.calls.at(-1)).toBe("evaluateFully s 0");
  });

  test("writes numbers as the client wants them", async ({ talk }) => {
    await talk.stop();
    talk.engine.expressions.set("x", { name: "x", value: "0x5" });

    await talk.dap.request("evaluate", { expression: "x", format: { hex: true } });

    expect(talk.engine.calls).toEqual(["evaluate x global hex"]);
  });

  for (const context of ["watch", "hover", "repl"]) {
    test(`writes numbers as the expression wants them (${context})`, async ({ talk }) => {
      await talk.stop();
      talk.engine.expressions.set("s", { name: "s", value: "{x = 0x5}", children: 3 });
      talk.engine.expressions.set("n", { name: "n", value: "5" });
      talk.engine.containers.set(3, [{ name: "inner", value: "{y = 0x6}", children: 4 }]);

      const whole = await talk.dap.request("evaluate", { expression: "s,x", context });
      const { variables } = await talk.dap.request("variables", whole);
      await talk.dap.request("variables", variables[0] ?? whole);
      await talk.dap.request("evaluate", { expression: "n,d", context, format: { hex: true } });

      expect(talk.engine.calls).toEqual([
        "evaluate s global hex",
        "children 3 0 10001 hex",
        "children 4 0 10001 hex",
        "evaluate n global",
      ]);
    });
  }

  test("writes numbers on the clipboard and after a change as the expression wants them", async ({
    talk,
  }) => {
    await talk.stop();
    talk.engine.expressions.set("n", { name: "n", value: "0x5" });

    await talk.dap.request("evaluate", { expression: "n,h", context: "clipboard" });
    await talk.dap.request("setExpression", { expression: "n,h", value: "6" });

    expect(talk.engine.calls).toEqual([
      "evaluateFully n global hex",
      "setExpression n 6 global hex",
    ]);
  });

  test("answers something to expand", async ({ talk }) => {
    await talk.stop({ supportsVariablePaging: true });
    talk.engine.expressions.set("s", { name: "s", value: "{...}", children: 3, indexedCount: 1 });
    talk.engine.containers.set(3, [{ name: "[0]", value: "x" }]);

    const reply = await talk.dap.request("evaluate", { expression: "s" });

    expect(reply).toMatchObject({ result: "{...}", indexedVariables: 1 });
    const { variables } = await talk.dap.request("variables", {
      variablesReference: reply.variablesReference,
    });
    expect(variables).toMatchObject([{ name: "[0]", value: "x" }]);
    expect(talk.engine.calls[0]).toBe("evaluate s global");
  });

  test("says why there is no value", async ({ talk }) => {
    await talk.stop();

    expect(await talk.dap.refused("evaluate", { expression: "x", context: "watch" })).toEqual({
      id: 304,
      message: "'x' names nothing here.",
      format: "'x' names nothing here.",
      showUser: false,
    });
  });

  test("says so when there is nothing to evaluate", async ({ talk }) => {
    await talk.stop();

    const refusal = await talk.dap.refused("evaluate", { expression: "  ", context: "watch" });

    expect(refusal).toMatchObject({ id: 102, format: "There is no expression to evaluate." });
    const nothing = await talk.dap.request("evaluate", { expression: "", context: "repl" });
    expect(nothing).toEqual({ result: "", variablesReference: 0 });
    expect(talk.engine.calls).toEqual([]);
  });

  for (const expression of ["x = 1", "x++", "f(1)", "x += 1"]) {
    test(`changes nothing on hover: ${expression}`, async ({ talk }) => {
      await talk.stop();

      await talk.dap.refused("evaluate", { expression, context: "hover" });

      expect(talk.engine.calls).toEqual([]);
    });
  }

  test("runs commands in the console when it is no expression", async ({ talk }) => {
    await talk.stop();
    talk.engine.commands.set("info threads", "two threads\n");

    const reply = await talk.dap.request("evaluate", {
      expression: "info threads",
      context: "repl",
    });

    expect(reply).toEqual({ result: "two threads", variablesReference: 0 });
    expect(talk.engine.calls).toEqual(["evaluate info threads global", "command info threads"]);
  });

  for (const expression of ["-exec x", "`x"]) {
    test(`runs a marked command at once: ${expression}`, async ({ talk }) => {
      await talk.stop({ supportsInvalidatedEvent: true });
      talk.engine.commands.set("x", "done");

      const reply = await talk.dap.request("evaluate", { expression, context: "repl" });

      expect(reply.result).toBe("done");
      expect(talk.engine.calls).toEqual(["command x"]);
      expect(await talk.dap.next("invalidated")).toEqual({ areas: ["variables"] });
    });
  }

  test("explains a misspelt name by the name, a misspelt command by the command", async ({
    talk,
  }) => {
    await talk.stop();
    const refusal = async (expression: string) =>
      (await talk.dap.refused("evaluate", { expression, context: "repl" })).format;

    expect(await refusal("cuont")).toBe("'cuont' names nothing here.");
    expect(await refusal("cuont + 1")).toBe("'cuont + 1' names nothing here.");
    expect(await refusal("infa threads")).toBe("There is no command 'infa threads'.");
  });

  test("tells when a command set the debuggee in motion", async ({ talk }) => {
    await talk.stop();
    talk.engine.commands.set("g", "");
    const release = talk.engine.hold("command");
    const reply = talk.dap.send("evaluate", { expression: "`g", context: "repl" });
    await talk.dap.request("threads");

    talk.engine.raise({ type: "resumed" });
    talk.engine.stop({ kind: "pause" });
    release();

    expect((await reply).success).toBe(true);
    expect(await talk.dap.next("continued")).toEqual({ threadId: 7, allThreadsContinued: true });
    expect(await talk.dap.next("stopped")).toMatchObject({ reason: "pause" });
  });

  test("passes on what the engine refuses", async ({ talk }) => {
    await talk.stop();
    talk.engine.failNext("evaluate", new EngineError("lost", "The server is gone."));

    expect(await talk.dap.refused("evaluate", { expression: "x", context: "repl" })).toMatchObject({
      id: 306,
      format: "The server is gone.",
    });
  });

  test("is refused while the debuggee runs", async ({ talk }) => {
    await talk.run();

    expect(await talk.dap.refused("evaluate", { expression: "x" })).toMatchObject({
      message: "notStopped",
    });
  });
});
