import { describe, expect, test } from "./fixtures.ts";

describe("scopes", () => {
  test("are arguments, locals and registers, read only when they are opened", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.calls.length = 0;

    const { scopes } = await talk.dap.request("scopes", { frameId });

    expect(scopes).toEqual([
      {
        name: "Arguments",
        presentationHint: "arguments",
        variablesReference: expect.any(Number),
        expensive: false,
      },
      {
        name: "Locals",
        presentationHint: "locals",
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
    expect(talk.engine.calls).toEqual([]);
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
