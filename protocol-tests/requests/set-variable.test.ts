import { EngineError } from "../../src/engine/errors.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("setVariable", () => {
  test("writes a local, a member and an element, and answers what is there", async ({ talk }) => {
    await talk.stop({ supportsInvalidatedEvent: true });
    talk.engine.scopes.locals = [
      { name: "s", value: "{...}", children: 5 },
      { name: "big", value: "{...}", children: 6, indexedCount: 1000 },
    ];
    const locals = await talk.scopeReference("locals");
    const { variables } = await talk.dap.request("variables", { variablesReference: locals });
    const [members, elements] = variables.map((variable) => variable.variablesReference);
    const ranges = await talk.dap.request("variables", { variablesReference: elements ?? 0 });
    talk.engine.calls.length = 0;

    for (const variablesReference of [
      locals,
      members ?? 0,
      ranges.variables[1]?.variablesReference ?? 0,
    ]) {
      const args = { variablesReference, name: "x", value: "5", format: { hex: true } };
      expect(await talk.dap.request("setVariable", args)).toEqual({
        value: "5",
        variablesReference: 0,
      });
      expect(await talk.dap.next("invalidated")).toEqual({ areas: ["variables"] });
    }

    expect(talk.engine.calls).toEqual([
      "setVariable 0 locals x 5 hex",
      "setVariable 5 x 5 hex",
      "setVariable 6 x 5 hex",
    ]);
  });

  test("says why it does not, and nothing to refresh", async ({ talk }) => {
    await talk.stop({ supportsInvalidatedEvent: true });
    const variablesReference = await talk.scopeReference("locals");
    talk.engine.failNext("setVariable", new EngineError("refused", "'x' is read-only."));

    const args = { variablesReference, name: "x", value: "5" };
    expect((await talk.dap.refused("setVariable", args)).format).toBe("'x' is read-only.");
    expect(talk.dap.pending("invalidated")).toBe(false);
  });

  test("refuses references of an earlier stop", async ({ talk }) => {
    await talk.stop();

    const args = { variablesReference: 99, name: "x", value: "5" };
    expect(await talk.dap.refused("setVariable", args)).toMatchObject({ id: 202 });
  });
});

describe("setExpression", () => {
  test("writes to what an expression names", async ({ talk }) => {
    await talk.stop({ supportsInvalidatedEvent: true });
    const frameId = await talk.frameId();
    talk.engine.calls.length = 0;

    const args = { expression: "a->b", value: "5", frameId };
    expect(await talk.dap.request("setExpression", args)).toEqual({
      value: "5",
      variablesReference: 0,
    });

    expect(talk.engine.calls).toEqual(["setExpression a->b 5 0"]);
    await talk.dap.next("invalidated");
  });

  test("tells nothing to a client that does not refresh", async ({ talk }) => {
    await talk.stop();

    await talk.dap.request("setExpression", { expression: "a", value: "5" });

    expect(talk.engine.calls).toEqual(["setExpression a 5 global"]);
    expect(talk.dap.pending("invalidated")).toBe(false);
  });
});
