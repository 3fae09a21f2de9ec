import { EngineError } from "../../src/engine/errors.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("scopes", () => {
  test("are locals, arguments and registers, read only when they are opened", async ({ talk }) => {
    talk.engine.scopes.arguments = [{ name: "count", value: "3" }];
    talk.engine.scopes.locals = [{ name: "sum", value: "6" }];
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.calls.length = 0;

    const { scopes } = await talk.dap.request("scopes", { frameId });

    expect(scopes).toEqual([
      {
        name: "Locals",
        presentationHint: "locals",
        variablesReference: expect.any(Number),
        expensive: false,
      },
      {
        name: "Arguments",
        presentationHint: "arguments",
        variablesReference: expect.any(Number),
        expensive: false,
      },
      {
        name: "Registers",
        presentationHint: "registers",
        variablesReference: expect.any(Number),
        expensive: true,
      },
    ]);
    expect(talk.engine.calls).toEqual(["filledScopes 7 0"]);
  });

  for (const { filled, expected } of [
    { filled: ["locals"], expected: ["Locals", "Registers"] },
    { filled: ["arguments"], expected: ["Arguments", "Registers"] },
    { filled: [], expected: ["Locals", "Registers"] },
  ] as const) {
    test(`begin with one to look into (${filled.join() || "nothing known"})`, async ({ talk }) => {
      for (const scope of filled) talk.engine.scopes[scope] = [{ name: "n", value: "1" }];
      await talk.stop();

      const { scopes } = await talk.dap.request("scopes", { frameId: await talk.frameId() });

      expect(scopes.map(({ name }) => name)).toEqual(expected);
    });
  }

  test("say why they cannot be told", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.failNext("filledScopes", new EngineError("notFound", "There is no such frame."));

    expect(await talk.dap.refused("scopes", { frameId })).toMatchObject({
      format: "There is no such frame.",
    });
  });

  test("of a frame of an earlier stop are refused", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    await talk.dap.request("next", { threadId: 7 });
    talk.engine.stop({ kind: "step" });
    await talk.dap.next("stopped");

    expect(await talk.dap.refused("scopes", { frameId })).toMatchObject({
      id: 202,
      showUser: false,
    });
  });
});
